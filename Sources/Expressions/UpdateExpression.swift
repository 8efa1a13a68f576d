/// An UpdateExpression.
public struct UpdateExpression: Sendable {
    private let actions: [UpdateAction]

    public init(parsing text: String, with placeholders: inout Placeholders) throws(ValidationError) {
        actions = try UpdateResolver.resolve(try ExpressionParser.update(text), with: &placeholders)
    }

    /// Every path that the update writes to, in the order of the text.
    public var paths: [DocumentPath] { actions.map(\.path) }

    /// The attributes that the update changes wholly or partly, which may not include a key.
    public var changedAttributes: [Text] { actions.map(\.path.attribute) }

    /// Whether the update consists only of REMOVE and DELETE actions.
    ///
    /// The service doesn't create an item for such an update.
    public var onlyTakesAway: Bool {
        actions.allSatisfy { action in
            switch action.change {
            case .remove, .delete: true
            case .set, .add: false
            }
        }
    }

    /// Applies the update; all values are read from the item as it was before.
    ///
    /// An item that does not exist yet is passed with only its key and `isNew`: removing a missing attribute from it is
    /// no error.
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

    /// The result of an update.
    ///
    /// The old and new values are computed on demand, because most callers don't need them.
    public struct Outcome: Sendable {
        public let item: Item
        private let old: Item
        private let paths: [DocumentPath]

        init(item: Item, old: Item, paths: [DocumentPath]) {
            self.item = item
            self.old = old
            self.paths = paths
        }

        /// The previous values at the update's paths: of maps and lists only those branches (UPDATED_OLD).
        public var oldValues: Item { Projection(paths).project(old) }

        /// The current values at those paths (UPDATED_NEW); in a list that became shorter, the element that moved up.
        public var newValues: Item { Projection(paths).project(item) }
    }
}
