#!/usr/bin/env bash
# Adds a signed time to a bundle over a file: writes, in this folder, stamped.json and root.json, the trusted root that knows the
# authority (an own one of OpenSSL).
#   build/timestamp-bundle.sh BUNDLE
set -euo pipefail
cat >tsa.cnf <<'EOF'
[tsa]
default_tsa = one
[one]
serial = serial
digests = sha256
default_policy = 1.2.3.4
signer_digest = sha256
ess_cert_id_alg = sha256
[leaf]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
basicConstraints = critical,CA:false
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[req]
distinguished_name = dn
[dn]
EOF
echo 01 >serial
new_key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes)
openssl req -x509 "${new_key[@]}" -keyout root.key -out root.pem -subj /O=test/CN=root -days 30 -config tsa.cnf -extensions root 2>/dev/null
openssl req "${new_key[@]}" -keyout leaf.key -out leaf.csr -subj /O=test/CN=tsa -config tsa.cnf 2>/dev/null
openssl x509 -req -in leaf.csr -CA root.pem -CAkey root.key -CAcreateserial -out leaf.pem -days 30 -extfile tsa.cnf -extensions leaf 2>/dev/null
python3 - "$1" <<'PY'
import base64, json, ssl, subprocess, sys
bundle = json.load(open(sys.argv[1]))
open("signature", "wb").write(base64.b64decode(bundle["messageSignature"]["signature"]))
subprocess.run("openssl ts -query -data signature -sha256 -cert -out query && openssl ts -reply -config tsa.cnf -queryfile query -signer leaf.pem -inkey leaf.key -chain root.pem -out reply",
               shell=True, check=True, stderr=subprocess.DEVNULL)
stamp = base64.b64encode(open("reply", "rb").read()).decode()
bundle["verificationMaterial"]["timestampVerificationData"] = {"rfc3161Timestamps": [{"signedTimestamp": stamp}]}
json.dump(bundle, open("stamped.json", "w"))
raw = lambda name: {"rawBytes": base64.b64encode(ssl.PEM_cert_to_DER_cert(open(name).read())).decode()}
json.dump({"mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
           "timestampAuthorities": [{"subject": {"organization": "test", "commonName": "tsa"}, "uri": "https://tsa.test",
                                     "certChain": {"certificates": [raw("leaf.pem"), raw("root.pem")]},
                                     "validFor": {"start": "2020-01-01T00:00:00Z"}}]}, open("root.json", "w"))
PY
