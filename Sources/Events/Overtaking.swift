import DynamoDB

/// What a write comes to; nil when conditions did not hold, since others were first, so that all has to be read anew.
func unlessOvertaken<Answer>(_ write: () throws -> Answer) throws -> Answer? {
    do {
        return try write()
    } catch DynamoDBError.transactionCancelled(let reasons) where reasons.contains(where: \.isConditionFailure) {
        return nil
    } catch DynamoDBError.contention {
        throw EventError.contention
    }
}

extension Table {
    /// Does it all, or nothing; false when others were first.
    func transactUnlessOvertaken(_ actions: [TransactionAction]) throws -> Bool {
        try unlessOvertaken { try transact(actions) } != nil
    }
}
