#ifndef CONVENE_COPENSSL_H
#define CONVENE_COPENSSL_H

// The low-level SHA-256 calls are deprecated in OpenSSL 3 in favour of EVP, which looks its algorithm up by name at
// every call. They need no set-up, allocate nothing and their state can be copied, which makes a cached signing key
// cheap.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>

// Makes a public key from its two numbers, big-endian; NULL when OpenSSL refuses them. The selection is a macro that
// Swift can't see.
static inline EVP_PKEY *convene_rsa_public_key(
    const unsigned char *modulus, int modulus_length, const unsigned char *exponent, int exponent_length) {
    EVP_PKEY *key = NULL;
    OSSL_PARAM *parameters = NULL;
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    BIGNUM *n = BN_bin2bn(modulus, modulus_length, NULL);
    BIGNUM *e = BN_bin2bn(exponent, exponent_length, NULL);
    if (builder != NULL && context != NULL && n != NULL && e != NULL
        && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) == 1
        && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e) == 1
        && (parameters = OSSL_PARAM_BLD_to_param(builder)) != NULL
        && EVP_PKEY_fromdata_init(context) == 1
        && EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters) != 1) {
        key = NULL;
    }
    OSSL_PARAM_free(parameters);
    OSSL_PARAM_BLD_free(builder);
    EVP_PKEY_CTX_free(context);
    BN_free(n);
    BN_free(e);
    return key;
}

// EVP_RSA_gen is a macro over a variadic function.
static inline EVP_PKEY *convene_rsa_generate(unsigned int bits) {
    return EVP_RSA_gen(bits);
}

// Returns the number of bytes in a memory BIO and stores their address. The original is a macro.
static inline long convene_bio_contents(BIO *bio, char **contents) {
    return BIO_get_mem_data(bio, contents);
}

// Answers OpenSSL's request for a pass phrase with an empty one: without a callback it would ask at the terminal.
static inline int convene_no_pass_phrase(char *buffer, int size, int is_writing, void *context) {
    (void)buffer; (void)size; (void)is_writing; (void)context;
    return -1;
}

static inline EVP_PKEY *convene_private_key_from_pem(BIO *bio) {
    return PEM_read_bio_PrivateKey(bio, NULL, convene_no_pass_phrase, NULL);
}

// Returns one of a key's numbers, such as OSSL_PKEY_PARAM_RSA_N; the caller frees it.
static inline BIGNUM *convene_key_number(const EVP_PKEY *key, const char *name) {
    BIGNUM *number = NULL;
    return EVP_PKEY_get_bn_param(key, name, &number) == 1 ? number : NULL;
}

static inline BIGNUM *convene_rsa_modulus(const EVP_PKEY *key) {
    return convene_key_number(key, OSSL_PKEY_PARAM_RSA_N);
}

static inline BIGNUM *convene_rsa_exponent(const EVP_PKEY *key) {
    return convene_key_number(key, OSSL_PKEY_PARAM_RSA_E);
}

#endif
