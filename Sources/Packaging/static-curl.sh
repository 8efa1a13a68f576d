#!/usr/bin/env bash
# Builds a static libcurl that speaks HTTP and HTTPS and nothing else, from the distribution's own source package, into
# .build/static-curl. Does nothing when it is there already.
#
# The distribution's own libcurl is no use to a static executable: it drags in thirty libraries for protocols that no
# function speaks, and resolves names through glibc's plug-ins, which a static executable has not. This one asks c-ares.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(dpkg-query -W -f='${Version}' libcurl4-openssl-dev)
target=$PWD/.build/static-curl
stamp=$target/built-from
# Another version, or another way to build it, makes another library. So does another version of what is linked in beside
# it: after a security update of OpenSSL or c-ares all functions are linked anew.
linked=$(dpkg-query -W -f='${Package}=${Version} ' libc-ares-dev libssl-dev)
source="$version $linked$(sha256sum <Sources/Packaging/static-curl.sh)"

if [[ -f $stamp && $(<"$stamp") == "$source" ]]; then exit 0; fi
printf 'Building a static libcurl %s (once, about a minute)\n' "$version" >&2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Debian lists binary packages only; the same places also have the sources.
mkdir -p "$work/sources" "$work/lists/partial" "$work/download"
for list in /etc/apt/sources.list.d/*.sources; do
    if grep -q debian-archive-keyring "$list" 2>/dev/null; then
        sed 's/^Types:.*/Types: deb-src/' "$list" >"$work/sources/$(basename "$list")"
    fi
done
if [[ -f /etc/apt/sources.list ]]; then
    sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >"$work/sources/main.list"
fi
apt=(apt-get -qq
    -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$work/sources" -o "Dir::State::lists=$work/lists")

(
    cd "$work/download"
    "${apt[@]}" update
    # Security updates may be newer than what is installed; what is installed is what the headers are of.
    "${apt[@]}" source --download-only "curl=$version" || "${apt[@]}" source --download-only curl
    dpkg-source --no-check -x ./*.dsc ../curl
) >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }

# libcurl sets OpenSSL up at its own start: 0.3 ms of every cold start for a library whose first use is later, if at all.
# OpenSSL sets itself up when TLS is first used.
grep -q '^  OPENSSL_init_ssl(flags, NULL);$' "$work/curl/lib/vtls/openssl.c"
sed -i 's/^  OPENSSL_init_ssl(flags, NULL);$/  (void)flags;/' "$work/curl/lib/vtls/openssl.c"

without() { printf -- "--without-%s " "$@"; }
disable() { printf -- "--disable-%s " "$@"; }

root=$PWD
# Swift's own clang and linker, which are of one version: another one's could not read the other's intermediate code.
toolchain=$(dirname "$(readlink -f "$(command -v swift)")")
flags="-O2 -ffunction-sections -fdata-sections"
cd "$work/curl"
# shellcheck disable=SC2046 # each word is an option
CC=$toolchain/clang ./configure --quiet --prefix="$target" --disable-shared --enable-static --with-openssl --enable-ares \
    $(without zlib brotli zstd libpsl libidn2 nghttp2 librtmp libssh2 ca-bundle ca-path) \
    $(disable ftp file ldap ldaps rtsp dict telnet tftp pop3 imap smb smtp gopher mqtt manual libcurl-option alt-svc \
        hsts cookies netrc proxy ntlm tls-srp unix-sockets doh mime dateparse get-easy-options progress-meter \
        crypto-auth openssl-auto-load-config headers-api socketpair) \
    CFLAGS="$flags" >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }
{
    rm -rf "$target"
    make -s -j"$(nproc)" -C lib install CFLAGS="$flags -flto"
    make -s -C include install
    make -s install-pkgconfigDATA
    # One object, optimised as a whole: libcurl writes each head byte by byte through functions of three files, which
    # is a sixth of all that it does for a small request unless they become one.
    find lib -name 'libcurl_la-*.o' -exec "$toolchain/ld.lld" -r -O2 -o "$work/libcurl.o" {} +
    rm "$target/lib/libcurl.a"
    ar rcs "$target/lib/libcurl.a" "$work/libcurl.o"
} >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }
printf '%s' "$source" >"$stamp"
# What was linked with another one is not linked again by itself.
rm -rf "$root/.build/package"
