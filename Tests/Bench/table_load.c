// Loads a DynamoDB over HTTP and prints how many operations it answered in a second:
// table_load PORT CONNECTIONS SECONDS OPERATION TABLE ITEMS
//
// OPERATION is GetItem, PutItem, Query, TransactWriteItems, or BatchWriteItem, which fills the table with the ITEMS that
// the others ask for, 20 under each PK, and then ends. Each connection sends its next request when it has the answer to the last one, as a client does that
// waits. What is not answered with 200 ends the run: an error is soon answered.

#include "load.h"

#include <stdint.h>

static const char *operation, *table;
static long items;
static uint64_t state = 0x9E3779B97F4A7C15;
static long written;

// xorshift64: every run asks for the same keys in the same order.
static long any(long below) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state % below;
}

static const char *filling = "a text of some length, as an item of a community's table has one or two of them";

// The next 25 items to fill the table with.
static int batch(char *text, size_t size) {
    int length = snprintf(text, size, "{\"RequestItems\":{\"%s\":[", table);
    for (int i = 0; i < 25 && written < items; i++, written++)
        length += snprintf(text + length, size - length,
            "%s{\"PutRequest\":{\"Item\":{\"PK\":{\"S\":\"PERSON#%ld\"},\"SK\":{\"S\":\"ITEM#%02ld\"},"
            "\"about\":{\"S\":\"%s\"},\"count\":{\"N\":\"%ld\"}}}}",
            i ? "," : "", written / 20, written % 20, filling, written);
    return length + snprintf(text + length, size - length, "]}}");
}

static int body(char *text, size_t size) {
    if (strcmp(operation, "BatchWriteItem") == 0) return batch(text, size);
    if (strcmp(operation, "GetItem") == 0)
        return snprintf(text, size,
            "{\"TableName\":\"%s\",\"ConsistentRead\":true,\"Key\":{\"PK\":{\"S\":\"PERSON#%ld\"},\"SK\":{\"S\":\"ITEM#%02ld\"}}}",
            table, any(items / 20), any(20));
    if (strcmp(operation, "PutItem") == 0)
        return snprintf(text, size,
            "{\"TableName\":\"%s\",\"Item\":{\"PK\":{\"S\":\"NEW#%ld\"},\"SK\":{\"S\":\"ITEM\"},\"count\":{\"N\":\"%ld\"},"
            "\"about\":{\"S\":\"%s\"}}}",
            table, any(1000000000000000), written++, filling);
    if (strcmp(operation, "Query") == 0)
        return snprintf(text, size,
            "{\"TableName\":\"%s\",\"KeyConditionExpression\":\"#pk = :pk\",\"ExpressionAttributeNames\":{\"#pk\":\"PK\"},"
            "\"ExpressionAttributeValues\":{\":pk\":{\"S\":\"PERSON#%ld\"}}}",
            table, any(items / 20));
    if (strcmp(operation, "TransactWriteItems") == 0) {
        long id = any(1000000000000000);
        return snprintf(text, size,
            "{\"TransactItems\":["
            "{\"Put\":{\"TableName\":\"%s\",\"Item\":{\"PK\":{\"S\":\"ORDER#%ld\"},\"SK\":{\"S\":\"ORDER\"},"
            "\"about\":{\"S\":\"%s\"}},\"ConditionExpression\":\"attribute_not_exists(PK)\"}},"
            "{\"Put\":{\"TableName\":\"%s\",\"Item\":{\"PK\":{\"S\":\"OUTBOX#%ld\"},\"SK\":{\"S\":\"OUTBOX\"}}}},"
            "{\"Update\":{\"TableName\":\"%s\",\"Key\":{\"PK\":{\"S\":\"PERSON#%ld\"},\"SK\":{\"S\":\"ITEM#%02ld\"}},"
            "\"UpdateExpression\":\"ADD orders :one\",\"ExpressionAttributeValues\":{\":one\":{\"N\":\"1\"}}}}]}",
            table, id, filling, table, id, table, any(items / 20), any(20));
    }
    fail(operation);
    return 0;
}

static void ask(struct connection *connection, int port) {
    char text[LARGEST_REQUEST - 1024], request[LARGEST_REQUEST];
    int length = body(text, sizeof text);
    int size = snprintf(request, sizeof request,
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/x-amz-json-1.0\r\n"
        "X-Amz-Target: DynamoDB_20120810.%s\r\nX-Amz-Date: 20261121T000000Z\r\n"
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-west-1/dynamodb/aws4_request, "
        "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
        "Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\n"
        "Content-Length: %d\r\n\r\n%s",
        port, operation, length, text);
    connection->received = 0;
    if (send(connection->socket, request, size, MSG_NOSIGNAL) != size) fail("send");
}

int main(int count, char **arguments) {
    if (count != 7) {
        fprintf(stderr, "usage: table_load PORT CONNECTIONS SECONDS OPERATION TABLE ITEMS\n");
        return 64;
    }
    int port = atoi(arguments[1]), connections = atoi(arguments[2]);
    double seconds = atof(arguments[3]);
    operation = arguments[4];
    table = arguments[5];
    items = atol(arguments[6]);
    if (connections < 1 || connections > MOST_CONNECTIONS) fail("CONNECTIONS");
    state ^= (uint64_t)getpid() << 32;

    struct connection *all = calloc(connections, sizeof *all);
    struct pollfd waiting[MOST_CONNECTIONS];
    for (int i = 0; i < connections; i++) {
        all[i].answers = 0;
        open_connection(&all[i], port);
        waiting[i] = (struct pollfd){.fd = all[i].socket, .events = POLLIN};
        ask(&all[i], port);
    }
    long answered = 0;
    int fills = strcmp(operation, "BatchWriteItem") == 0, connections_left = connections;
    // The first fifth warms up and does not count.
    double begun = now(), counted = begun + seconds / 5, end = counted + seconds;
    while (fills || now() < end) {
        if (poll(waiting, connections, 5000) <= 0) fail("no answer within five seconds");
        for (int i = 0; i < connections; i++) {
            if (!waiting[i].revents) continue;
            struct connection *connection = &all[i];
            ssize_t got = recv(connection->socket, connection->answer + connection->received,
                LARGEST_ANSWER - 1 - connection->received, 0);
            if (is_worn_out(connection, got)) {
                close(connection->socket);
                open_connection(connection, port);
                waiting[i].fd = connection->socket;
                ask(connection, port);
                continue;
            }
            if (got <= 0) fail("recv");
            connection->received += got;
            if (!is_whole(connection)) continue;
            if (status_of(connection) != 200) fail_with(connection);
            connection->answers++;
            if (now() >= counted) answered++;
            if (fills && written >= items) {
                waiting[i].fd = -1;
                if (--connections_left == 0) return 0;
                continue;
            }
            ask(connection, port);
        }
    }
    printf("%.0f\n", answered / seconds);
    return 0;
}
