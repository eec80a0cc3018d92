#!/bin/sh
# Writes the certificates beside it: an authority of our own for tests, good for nothing else, and what it signed.
set -eu
cd "$(dirname "$0")"
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
touch "$room/index"

made() { # name, extension, from, until, how openssl is to sign it
    name=$1 extension=$2 from=$3 until=$4
    shift 4
    openssl ecparam -name prime256v1 -genkey -noout -out "$room/$name.key"
    openssl req -new -key "$room/$name.key" -subj "/CN=$name" -out "$room/request"
    cat >"$room/conf" <<CONF
[ca]
default_ca=d
[d]
database=$room/index
new_certs_dir=$room
serial=$room/serial
unique_subject=no
default_md=sha256
policy=p
x509_extensions=e
[p]
commonName=supplied
[e]
$extension
CONF
    openssl ca -batch -notext -create_serial -config "$room/conf" -startdate "$from" -enddate "$until" \
        -in "$room/request" -out "$room/$name.pem" "$@" 2>/dev/null
}

by_us() { # name, names and addresses, from, until
    made "$1" "subjectAltName=$2" "$3" "$4" -cert authority.pem -keyfile "$room/authority.key"
    cat "$room/$1.key" "$room/$1.pem" >"$1.pem"
}

made authority "basicConstraints=critical,CA:TRUE" 20200101000000Z 21200101000000Z -selfsign -keyfile "$room/authority.key"
cp "$room/authority.pem" authority.pem
by_us good "DNS:feeds.example,IP:127.0.0.1,IP:::1" 20200101000000Z 21200101000000Z
by_us expired "DNS:feeds.example,IP:127.0.0.1" 20200101000000Z 20200201000000Z
by_us elsewhere "DNS:elsewhere.example" 20200101000000Z 21200101000000Z
made self-signed "subjectAltName=IP:127.0.0.1" 20200101000000Z 21200101000000Z -selfsign -keyfile "$room/self-signed.key"
cat "$room/self-signed.key" "$room/self-signed.pem" >self-signed.pem
