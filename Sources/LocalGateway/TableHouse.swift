/// The service that holds the template's tables.
protocol TableHouse: Sendable {
    /// The service's location, worded for the user.
    var place: String { get }
    /// The settings by which functions find their tables.
    var settings: [String: String] { get }
    /// Each table's name, and its number of items if known.
    var counts: [(name: String, items: Int?)] { get }
    /// The size of the tables on disk in bytes, including the log; nil for an external service.
    var fileSize: Int? { get }
    /// Whether every change is signaled.
    var signalsChanges: Bool { get }
    /// Closes the tables without losing anything.
    func close()
}
