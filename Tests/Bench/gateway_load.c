// Loads an API over HTTP: gateway_load PORT CONNECTIONS SECONDS list|sign-up TOKENS
//
// TOKENS is a file with a token in each line. `list` asks with one after the other for the meetups; `sign-up` signs each
// token's user up for both meetups, and no one twice, so that it ends early when there are no more. Each connection sends
// its next request when it has the answer to the last one. Prints requests a second, and how many microseconds the median
// and the slowest hundredth of them took. What is not answered with 200 ends the run.

#include "load.h"

static const char *const meetups[] = {"spec-driven-dev-weekly", "context-engineering-weekly"};

static char **tokens;
static long token_count, asked;
static int signs_up;

static void read_tokens(const char *path) {
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    if (!file) fail(path);
    while (getline(&line, &room, file) > 0) {
        line[strcspn(line, "\n")] = 0;
        tokens = realloc(tokens, (token_count + 1) * sizeof *tokens);
        if (!tokens) fail("memory");
        tokens[token_count++] = strdup(line);
    }
    fclose(file);
    if (token_count == 0) fail("no tokens");
}

// False when there is nothing more to ask.
static int ask(struct connection *connection, int port) {
    char request[LARGEST_REQUEST];
    if (signs_up && asked >= token_count * 2) return 0;
    const char *token = tokens[signs_up ? asked / 2 : asked % token_count];
    int size = signs_up
        ? snprintf(request, sizeof request,
            "POST /api/meetups/%s/signup HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n"
            "Content-Length: 0\r\n\r\n", meetups[asked % 2], port, token)
        : snprintf(request, sizeof request,
            "GET /api/meetups HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\n\r\n", port, token);
    asked++;
    connection->received = 0;
    connection->begun = now();
    if (send(connection->socket, request, size, MSG_NOSIGNAL) != size) fail("send");
    return 1;
}

static int compare(const void *a, const void *b) {
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

int main(int count, char **arguments) {
    if (count != 6) {
        fprintf(stderr, "usage: gateway_load PORT CONNECTIONS SECONDS list|sign-up TOKENS\n");
        return 64;
    }
    int port = atoi(arguments[1]), connections = atoi(arguments[2]);
    signs_up = strcmp(arguments[4], "sign-up") == 0;
    read_tokens(arguments[5]);
    if (connections < 1 || connections > MOST_CONNECTIONS) fail("CONNECTIONS");

    struct connection *all = calloc(connections, sizeof *all);
    struct pollfd waiting[MOST_CONNECTIONS];
    double begun = now(), end = begun + atof(arguments[3]);
    int under_way = 0;
    for (int i = 0; i < connections; i++) {
        open_connection(&all[i], port);
        waiting[i] = (struct pollfd){.fd = all[i].socket, .events = POLLIN};
        if (ask(&all[i], port)) under_way++;
        else waiting[i].fd = -1;
    }
    long answered = 0, room = 1 << 20;
    double *times = calloc(room, sizeof *times);
    while (under_way > 0) {
        if (poll(waiting, connections, 30000) <= 0) fail("no answer within thirty seconds");
        for (int i = 0; i < connections; i++) {
            if (waiting[i].fd < 0 || !waiting[i].revents) continue;
            struct connection *connection = &all[i];
            ssize_t got = recv(connection->socket, connection->answer + connection->received,
                LARGEST_ANSWER - 1 - connection->received, 0);
            if (is_worn_out(connection, got)) fail("a connection that was to stay open has ended");
            if (got <= 0) fail("recv");
            connection->received += got;
            if (!is_whole(connection)) continue;
            connection->answers++;
            double moment = now();
            if (answered < room) times[answered++] = moment - connection->begun;
            if (moment >= end || !ask(connection, port)) {
                waiting[i].fd = -1;
                under_way--;
            }
        }
    }
    double seconds = now() - begun;
    qsort(times, answered, sizeof *times, compare);
    printf("%.1f %.1f %.1f\n", answered / seconds, times[answered / 2] * 1e6, times[answered * 99 / 100] * 1e6);
    return 0;
}
