// Loads an API over HTTP: gateway_load PORT CONNECTIONS SECONDS once|again REQUESTS
//
// REQUESTS is a file with `METHOD PATH TOKEN BODY` in each line; the token is `-` for none, and the body may be missing.
// `once` sends each of them once, so that it ends early when there are no more; `again` begins anew behind the last. Each
// connection sends its next request when it has the answer to the last one. Prints requests a second that were answered
// with 2xx, how many microseconds the median and the slowest hundredth of them took, and how many were answered 503. Any
// other answer ends the run.

#include "load.h"

static char **requests;
static long request_count, asked;
static int repeats;

static char *composed(char *line, int port) {
    char *rest = line, *method = strsep(&rest, " "), *path = strsep(&rest, " "), *token = strsep(&rest, " ");
    char *body = rest ? rest : "", *request = NULL;
    if (!token) fail("a line that is no request");
    int has_token = strcmp(token, "-") != 0;
    int size = asprintf(&request,
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s%s%s%sContent-Length: %zu\r\n\r\n%s", method, path, port,
        has_token ? "Authorization: Bearer " : "", has_token ? token : "", has_token ? "\r\n" : "",
        *body ? "Content-Type: application/json\r\n" : "", strlen(body), body);
    if (size < 0) fail("memory");
    return request;
}

static void read_requests(const char *path, int port) {
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    if (!file) fail(path);
    while (getline(&line, &room, file) > 0) {
        line[strcspn(line, "\n")] = 0;
        requests = realloc(requests, (request_count + 1) * sizeof *requests);
        if (!requests) fail("memory");
        requests[request_count++] = composed(line, port);
    }
    fclose(file);
    if (request_count == 0) fail("no requests");
}

// False when there is nothing more to ask.
static int ask(struct connection *connection) {
    if (!repeats && asked >= request_count) return 0;
    const char *request = requests[asked++ % request_count];
    ssize_t size = strlen(request);
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
        fprintf(stderr, "usage: gateway_load PORT CONNECTIONS SECONDS once|again REQUESTS\n");
        return 64;
    }
    int port = atoi(arguments[1]), connections = atoi(arguments[2]);
    repeats = strcmp(arguments[4], "again") == 0;
    read_requests(arguments[5], port);
    if (connections < 1 || connections > MOST_CONNECTIONS) fail("CONNECTIONS");

    struct connection *all = calloc(connections, sizeof *all);
    struct pollfd waiting[MOST_CONNECTIONS];
    double begun = now(), end = begun + atof(arguments[3]);
    int under_way = 0;
    for (int i = 0; i < connections; i++) {
        open_connection(&all[i], port);
        waiting[i] = (struct pollfd){.fd = all[i].socket, .events = POLLIN};
        if (ask(&all[i])) under_way++;
        else waiting[i].fd = -1;
    }
    long answered = 0, refused = 0, room = 1 << 20;
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
            int status = status_of(connection);
            if (status == 503) refused++;
            else if (status / 100 != 2) fail_with(connection);
            else if (answered < room) times[answered++] = moment - connection->begun;
            if (moment >= end || !ask(connection)) {
                waiting[i].fd = -1;
                under_way--;
            }
        }
    }
    if (answered == 0) fail("no answer but 503");
    double seconds = now() - begun;
    qsort(times, answered, sizeof *times, compare);
    printf("%.1f %.1f %.1f %ld\n", answered / seconds, times[answered / 2] * 1e6, times[answered * 99 / 100] * 1e6,
        refused);
    return 0;
}
