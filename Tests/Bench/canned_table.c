// A table that always answers the same: canned_table ANSWER [CERTIFICATE KEY]
//
// Prints the port that it listens on, on 127.0.0.1, then serves one connection after the other: every POST gets the
// answer, over TLS when there is a certificate.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char buffer[1 << 20];

static int receive(SSL *tls, int connection, char *into, size_t room) {
    return tls ? SSL_read(tls, into, room) : (int)recv(connection, into, room, 0);
}

static void serve(SSL *tls, int connection, const char *answer) {
    char response[4096];
    int length = snprintf(
        response, sizeof response,
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: %zu\r\n\r\n%s",
        strlen(answer), answer);
    size_t have = 0;
    for (;;) {
        int n = receive(tls, connection, buffer + have, sizeof buffer - 1 - have);
        if (n <= 0) return;
        have += n;
        buffer[have] = 0;
        char *end = strstr(buffer, "\r\n\r\n");
        if (!end) continue;
        char *content = strcasestr(buffer, "\r\ncontent-length:");
        size_t body = content && content < end ? strtoul(content + 17, NULL, 10) : 0;
        if (have < (size_t)(end + 4 - buffer) + body) continue;
        if (tls) SSL_write(tls, response, length);
        else if (send(connection, response, length, 0) < 0) return;
        have = 0;
    }
}

int main(int count, char **arguments) {
    if (count != 2 && count != 4) { fprintf(stderr, "usage: canned_table ANSWER [CERTIFICATE KEY]\n"); return 64; }
    signal(SIGPIPE, SIG_IGN);
    SSL_CTX *context = NULL;
    if (count == 4) {
        context = SSL_CTX_new(TLS_server_method());
        SSL_CTX_use_certificate_chain_file(context, arguments[2]);
        SSL_CTX_use_PrivateKey_file(context, arguments[3], SSL_FILETYPE_PEM);
    }
    int listener = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 64)) return 1;
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        if (connection < 0) continue;
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        SSL *tls = NULL;
        if (context) {
            tls = SSL_new(context);
            SSL_set_fd(tls, connection);
        }
        if (!tls || SSL_accept(tls) == 1) serve(tls, connection, arguments[1]);
        if (tls) SSL_free(tls);
        close(connection);
    }
}
