// What loads a server over connections that stay open, each with one request under way: for table_load and gateway_load.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

enum { MOST_CONNECTIONS = 64, LARGEST_ANSWER = 1 << 18, LARGEST_REQUEST = 1 << 14 };

struct connection {
    int socket;
    size_t received;
    long answers;
    double begun;
    char answer[LARGEST_ANSWER];
};

static void fail(const char *what) {
    fprintf(stderr, "%s: %s: %s\n", program_invocation_short_name, what, errno ? strerror(errno) : "not as expected");
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static int is_whole(struct connection *connection) {
    connection->answer[connection->received] = 0;
    char *end = strstr(connection->answer, "\r\n\r\n");
    if (!end) return 0;
    char *length = strcasestr(connection->answer, "\r\ncontent-length:");
    if (!length || length > end) fail("an answer without its length");
    return connection->received >= (size_t)(end + 4 - connection->answer) + strtoul(length + 17, NULL, 10);
}

static int status_of(const struct connection *connection) {
    return strncmp(connection->answer, "HTTP/1.1 ", 9) == 0 ? atoi(connection->answer + 9) : 0;
}

static void fail_with(const struct connection *connection) {
    fprintf(stderr, "%s\n", connection->answer);
    fail("an answer");
}

static void open_connection(struct connection *connection, int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connection->socket = socket(AF_INET, SOCK_STREAM, 0);
    int yes = 1;
    setsockopt(connection->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(connection->socket, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
}

// Some servers end a connection after so many requests; the next one goes over another.
static int is_worn_out(struct connection *connection, ssize_t got) {
    return got <= 0 && connection->received == 0 && connection->answers > 0;
}
