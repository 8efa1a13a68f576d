/// What an UpdateExpression does to an item.
public struct Update: Sendable {
    private let actions: [UpdateAction]

    public init(parsing text: String, with placeholders: inout Placeholders) throws(ValidationError) {
        actions = try UpdateResolver.resolve(try Parser.update(text), with: &placeholders)
    }

    /// Every path that the update writes to, in the order of the text.
    public var paths: [DocumentPath] { actions.map(\.path) }

    /// The attributes that the update writes to or into: a key may not be among them.
    public var changedAttributes: [Text] { actions.map(\.path.attribute) }

    /// Does the update: everything that it reads, it reads in the item as it was before.
    ///
    /// An item that does not exist yet has its key and nothing else, and is new: then removing from what isn't there
    /// is no error.
    public func apply(to item: Item, isNew: Bool = false) throws(ValidationError) -> Outcome {
        var tree = EditTree()
        for action in actions {
            guard let edit = try action.edit(of: item) else { continue }
            if isNew, case .remove = edit, !action.path.steps.isEmpty { continue }
            try tree.insert(edit, at: action.path)
        }
        var outcome = Outcome(item: item)
        try tree.apply(to: &outcome)
        return outcome
    }

    /// What an update has made of an item.
    public struct Outcome: Sendable {
        public internal(set) var item: Item
        /// What the update touched, as it was: of maps and lists only the touched branches (UPDATED_OLD).
        public internal(set) var oldValues: Item = [:]
        /// What the update touched, as it is now (UPDATED_NEW).
        public internal(set) var newValues: Item = [:]

        init(item: Item) {
            self.item = item
        }
    }
}
