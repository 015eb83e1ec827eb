#!/usr/bin/env bash
# Certificates for the quick start and the tests; never for service. Run again: keeps what is still good.
#   certs/make_demo_certs.sh DIR [--rsa]     --rsa adds an RSA-4096 client (slow to make)
# Writes DIR/NAME.crt and DIR/NAME.key (0600), the CA as ca.crt, its revocation list as crl.pem.
set -euo pipefail

[ $# -ge 1 ] || { echo "usage: $0 DIR [--rsa]" >&2; exit 2; }
mkdir -p "$1"
cd "$1"
umask 077
rsa=${2:-}

readonly LEAF_DAYS=397 CA_DAYS=3650 KEEP_SECONDS=$((14 * 86400))

stamp() { date -u -d "$1" +%Y%m%d%H%M%SZ; }
key() { [ -s "$1.key" ] || openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" 2>/dev/null; }
say() { printf '%-15s %s\n' "$1" "$2"; }

# ca NAME COMMON_NAME: a self-signed CA with the book-keeping that `openssl ca` needs
ca() {
  local name=$1
  if openssl x509 -in "$name.crt" -noout -checkend $KEEP_SECONDS >/dev/null 2>&1; then say "$name" kept; return; fi
  rm -rf "$name.db" "$name.key"
  mkdir -p "$name.db"
  : >"$name.db/index.txt"
  echo 'unique_subject = no' >"$name.db/index.txt.attr"
  echo 01 >"$name.db/crlnumber"
  key "$name"
  openssl req -x509 -new -key "$name.key" -days $CA_DAYS -subj "/C=CN/O=nenghub demo/CN=$2" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -out "$name.crt"
  say "$name" made
}

write_config() {
  cat >openssl.cnf <<'CONF'
[any]
new_certs_dir = .
rand_serial = yes
default_md = sha256
default_crl_days = 397
policy = policy
[policy]
countryName = optional
organizationName = optional
commonName = supplied
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = IP:127.0.0.1,DNS:localhost
[client]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = clientAuth
CONF
  for name in ca foreign_ca; do
    sed "s/^\[any\]/[$name]\ndatabase = $name.db\/index.txt\ncrlnumber = $name.db\/crlnumber\ncertificate = $name.crt\nprivate_key = $name.key/" \
      openssl.cnf >"$name.cnf"
  done
  rm openssl.cnf
}

signed_by() { openssl verify -no_check_time -CAfile "$2.crt" "$1.crt" >/dev/null 2>&1; }

# still_good NAME CA KEEP: as far as the time goes, only certificates meant to be valid are looked at
still_good() {
  [ -s "$1.key" ] && signed_by "$1" "$2" || return 1
  [ "$3" != valid ] || openssl x509 -in "$1.crt" -noout -checkend $KEEP_SECONDS >/dev/null
}

# leaf NAME CA server|client valid|odd START END
leaf() {
  local name=$1 ca=$2 usage=$3 kind=$4 start=$5 end=$6
  if still_good "$name" "$ca" "$kind"; then say "$name" kept; return; fi
  key "$name"
  openssl req -new -key "$name.key" -subj "/C=CN/O=nenghub demo/CN=$name" -out "$name.csr"
  openssl ca -batch -notext -config "$ca.cnf" -name "$ca" -extensions "$usage" -startdate "$(stamp "$start")" \
    -enddate "$(stamp "$end")" -in "$name.csr" -out "$name.crt" 2>"$name.log" || { cat "$name.log" >&2; exit 1; }
  rm -f "$name.csr" "$name.log"
  say "$name" made
}

valid() { leaf "$1" ca "$2" valid '-1 hour' "+$LEAF_DAYS days"; }

ca ca "nenghub demo CA"
ca foreign_ca "nenghub foreign CA"
write_config

for node in city province national; do
  valid "server_$node" server
  valid "$node" client
done
for client in spare_city spare_province spare_device demo_device revoked; do valid "$client" client; done
leaf expired ca client odd '-400 days' '-3 days'
leaf not_yet_valid ca client odd '+700 days' '+800 days'
leaf wrong_usage ca server valid '-1 hour' "+$LEAF_DAYS days"
leaf foreign foreign_ca client valid '-1 hour' "+$LEAF_DAYS days"
if [ "$rsa" = --rsa ]; then
  [ -s rsa4096.key ] || openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:4096 -out rsa4096.key 2>/dev/null
  valid rsa4096 client
fi

serial=$(openssl x509 -in revoked.crt -noout -serial | cut -d= -f2)
grep -q "^R.*	$serial	" ca.db/index.txt ||
  openssl ca -config ca.cnf -name ca -revoke revoked.crt -crl_reason keyCompromise 2>/dev/null
openssl ca -config ca.cnf -name ca -gencrl -out crl.pem.new 2>/dev/null
mv crl.pem.new crl.pem
chmod 644 ./*.crt crl.pem
rm -f ./*.pem.new [0-9A-F][0-9A-F]*[0-9A-F].pem  # copies that `openssl ca` leaves under the serial number
say crl "$(openssl crl -in crl.pem -noout -nextupdate | cut -d= -f2)"
