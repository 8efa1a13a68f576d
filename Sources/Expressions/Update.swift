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

    /// Whether all that the update does is to take away: REMOVE and DELETE, but no SET or ADD.
    ///
    /// The service makes no item for that where there is none.
    public var onlyTakesAway: Bool {
        actions.allSatisfy { action in
            switch action.change {
            case .remove, .delete: true
            case .set, .add: false
            }
        }
    }

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
        var changed = item
        try tree.apply(to: &changed)
        return Outcome(item: changed, old: item, paths: paths)
    }

    /// What an update has made of an item.
    ///
    /// What is where the paths lead is found when somebody asks for it: most callers don't.
    public struct Outcome: Sendable {
        public let item: Item
        private let old: Item
        private let paths: [DocumentPath]

        init(item: Item, old: Item, paths: [DocumentPath]) {
            self.item = item
            self.old = old
            self.paths = paths
        }

        /// What was where the update's paths lead: of maps and lists only those branches (UPDATED_OLD).
        public var oldValues: Item { Projection(paths).project(old) }

        /// What is there now (UPDATED_NEW): in a list that the update made shorter, the element that has moved up.
        public var newValues: Item { Projection(paths).project(item) }
    }
}
