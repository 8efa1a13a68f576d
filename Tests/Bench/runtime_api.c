// A Runtime API that does nothing but measure: runtime_api EXECUTABLE EVENT CALLS [NAME=VALUE ...]
//
// Starts the executable with that environment, and prints in microseconds: from exec to the first GET /next, then for
// each call from the event handed over to the answer received, and at the end the process's peak memory in kB.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static void fail(const char *what) {
    fprintf(stderr, "runtime_api: %s: %s\n", what, strerror(errno));
    exit(1);
}

static char buffer[8 << 20];

// Reads one whole request; returns its length, or 0 when the other side has closed.
static size_t read_request(int connection) {
    size_t have = 0;
    for (;;) {
        ssize_t n = recv(connection, buffer + have, sizeof buffer - 1 - have, 0);
        if (n <= 0) return 0;
        have += n;
        buffer[have] = 0;
        char *end = strstr(buffer, "\r\n\r\n");
        if (!end) continue;
        char *length = strcasestr(buffer, "\r\ncontent-length:");
        size_t body = length && length < end ? strtoul(length + 17, NULL, 10) : 0;
        if (have >= (size_t)(end + 4 - buffer) + body) return have;
    }
}

static void send_all(int connection, const char *bytes, size_t count) {
    while (count) {
        ssize_t n = send(connection, bytes, count, MSG_NOSIGNAL);
        if (n <= 0) fail("send");
        bytes += n;
        count -= n;
    }
}

static long peak_memory(pid_t child) {
    char path[64], line[256];
    long kilobytes = 0;
    snprintf(path, sizeof path, "/proc/%d/status", child);
    FILE *status = fopen(path, "r");
    while (status && fgets(line, sizeof line, status)) sscanf(line, "VmHWM: %ld", &kilobytes);
    if (status) fclose(status);
    return kilobytes;
}

int main(int count, char **arguments) {
    if (count < 4) { fprintf(stderr, "usage: runtime_api EXECUTABLE EVENT CALLS [NAME=VALUE ...]\n"); return 64; }
    FILE *file = fopen(arguments[2], "rb");
    if (!file) fail(arguments[2]);
    static char event[8 << 20];
    size_t event_size = fread(event, 1, sizeof event, file);
    fclose(file);
    int calls = atoi(arguments[3]);

    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 8)) fail("listen");
    getsockname(listener, (struct sockaddr *)&address, &size);
    char api[64];
    snprintf(api, sizeof api, "AWS_LAMBDA_RUNTIME_API=127.0.0.1:%d", ntohs(address.sin_port));

    char *environment[64] = {api, "AWS_LAMBDA_FUNCTION_NAME=bench"};
    for (int i = 4; i < count && i < 60; i++) environment[i - 2] = arguments[i];

    double start = now();
    pid_t child = vfork();
    if (child == 0) {
        execve(arguments[1], (char *[]){arguments[1], NULL}, environment);
        _exit(127);
    }
    int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (!read_request(connection)) fail("the executable gave up");
    printf("%.1f\n", now() - start);

    static char answer[9 << 20];
    const char *accepted = "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"status\":\"OK\"}\n";
    for (int call = 0; call < calls; call++) {
        int head = snprintf(
            answer, sizeof answer,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            "Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-%012d\r\n"
            "Lambda-Runtime-Deadline-Ms: %lld\r\n"
            "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:123456789012:function:bench\r\n"
            "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1\r\n"
            "Content-Length: %zu\r\n\r\n",
            call, (long long)time(NULL) * 1000 + 10000, event_size);
        memcpy(answer + head, event, event_size);
        start = now();
        send_all(connection, answer, head + event_size);
        size_t length = read_request(connection);
        double took = now() - start;
        if (!length || !strstr(buffer, "/response ")) { fprintf(stderr, "no answer: %.300s\n", buffer); return 1; }
        if (call == 0 && getenv("SHOW")) fprintf(stderr, "%s\n", strstr(buffer, "\r\n\r\n") + 4);
        printf("%.1f\n", took);
        send_all(connection, accepted, strlen(accepted));
        if (!read_request(connection)) fail("the executable gave up");
    }
    printf("%ld\n", peak_memory(child));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return 0;
}
