import LocalTable

func openBackend(_ options: TableOptions) throws -> TableBackend {
    TableBackend(operations: NoOperations(), sweep: {}, close: {})
}
