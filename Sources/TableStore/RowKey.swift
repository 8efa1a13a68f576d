/// A key as stored in the columns.
struct RowKey {
    let hash: [UInt8]
    let range: [UInt8]

    init(_ key: ItemKey) {
        hash = SpreadHash.bytes(of: key.hash)
        range = key.range
    }

    init(hash: [UInt8], range: [UInt8]) {
        self.hash = hash
        self.range = range
    }

    func bind(to statement: Statement, from parameter: Int32 = 1) {
        statement.bind(parameter, hash)
        statement.bind(parameter + 1, range)
    }
}
