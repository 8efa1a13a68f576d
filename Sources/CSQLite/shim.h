#ifndef CONVENE_CSQLITE_H
#define CONVENE_CSQLITE_H

#include <sqlite3.h>

// Macros that cast an integer to a function pointer, which Swift can't see.
static inline int convene_bind_bytes(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

static inline int convene_bind_text(sqlite3_stmt *statement, int index, const void *text, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, (const char *)text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

#endif
