#!/usr/bin/env bash
# Builds a static libcurl with only HTTP and HTTPS, from the distribution's own source package, into .build/static-curl.
# Does nothing if it is already there.
#
# The distribution's own libcurl can't be used in a static executable: it requires thirty libraries for protocols that
# no function uses, and resolves names through glibc's plug-ins, which a static executable doesn't have. This one uses
# c-ares.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(dpkg-query -W -f='${Version}' libcurl4-openssl-dev)
target=$PWD/.build/static-curl
stamp=$target/built-from
# A new version, or a change to this script, requires a new library. So does a new version of the libraries linked with
# it: after a security update of OpenSSL or c-ares all functions are relinked.
linked=$(dpkg-query -W -f='${Package}=${Version} ' libc-ares-dev libssl-dev)
source="$version $linked$(sha256sum <Sources/Packaging/static-curl.sh)"

if [[ -f $stamp && $(<"$stamp") == "$source" ]]; then exit 0; fi
printf 'Building a static libcurl %s (once, about a minute)\n' "$version" >&2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Debian lists only binary packages by default; the same servers also have the sources.
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
    # Security updates may be newer than the installed version, which the headers belong to.
    "${apt[@]}" source --download-only "curl=$version" || "${apt[@]}" source --download-only curl
    dpkg-source --no-check -x ./*.dsc ../curl
) >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }

# libcurl initializes OpenSSL at its own start: 0.3 ms of every cold start for a library that is used later, if at all.
# OpenSSL initializes itself when TLS is first used.
grep -q '^  OPENSSL_init_ssl(flags, NULL);$' "$work/curl/lib/vtls/openssl.c"
sed -i 's/^  OPENSSL_init_ssl(flags, NULL);$/  (void)flags;/' "$work/curl/lib/vtls/openssl.c"

without() { printf -- "--without-%s " "$@"; }
disable() { printf -- "--disable-%s " "$@"; }

root=$PWD
# Swift's own clang and linker, of the same version: others may not read each other's intermediate code.
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
    # One object, optimised as a whole: libcurl writes each head byte by byte through functions in three files, a sixth
    # of its work for a small request unless they are inlined.
    find lib -name 'libcurl_la-*.o' -exec "$toolchain/ld.lld" -r -O2 -o "$work/libcurl.o" {} +
    rm "$target/lib/libcurl.a"
    ar rcs "$target/lib/libcurl.a" "$work/libcurl.o"
} >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; exit 1; }
printf '%s' "$source" >"$stamp"
# Executables linked with the previous library are not relinked automatically.
rm -rf "$root/.build/package"
