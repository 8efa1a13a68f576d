import LocalTable

func openBackend(_ options: TableOptions) throws -> TableBackend {
    try TableBackend(opening: options)
}
