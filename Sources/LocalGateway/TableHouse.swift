/// Where the template's tables are.
protocol TableHouse: Sendable {
    /// In words for whoever started the gateway.
    var place: String { get }
    /// What functions are told, to find their tables.
    var settings: [String: String] { get }
    /// Each table's name, and how many items it has where that is known.
    var counts: [(name: String, items: Int?)] { get }
    /// How many bytes the tables take up on the disk, with what is not in their file yet; nil where that is not ours.
    var fileSize: Int? { get }
    /// Whether it signals every change.
    var signalsChanges: Bool { get }
    /// Lets go of the tables with nothing lost.
    func close()
}
