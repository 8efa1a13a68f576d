/// Where the template's tables are.
protocol TableHouse: Sendable {
    /// In words for whoever started the gateway.
    var place: String { get }
    /// What functions are told, to find their tables.
    var settings: [String: String] { get }
    /// Lets go of the tables with nothing lost.
    func close()
}
