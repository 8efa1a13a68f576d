import Testing

@testable import LocalTable
