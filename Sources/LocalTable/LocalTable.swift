/// DynamoDB's protocol over SQLite.
public enum LocalTableVersion {}
