// Signs and verifies with the npm package sigstore: node interop.mjs NODE_MODULES < jobs.json, one result for each job.
import { createRequire } from 'node:module';
import crypto from 'node:crypto';
import fs from 'node:fs';

const require = createRequire(process.argv[2]);
const { Verifier, toSignedEntity, toTrustMaterial } = require('@sigstore/verify');
const { bundleFromJSON, bundleToJSON } = require('@sigstore/bundle');
const { DSSEBundleBuilder, MessageSignatureBundleBuilder } = require('@sigstore/sign');
const { TrustedRoot } = require('@sigstore/protobuf-specs');

const jobs = JSON.parse(fs.readFileSync(0));
const results = [];
for (const job of jobs) {
  try {
    if (job.verb === 'sign') {
      const key = crypto.createPrivateKey(fs.readFileSync(job.key));
      const spki = crypto.createPublicKey(key).export({ type: 'spki', format: 'der' });
      // PSS by default takes the longest salt that fits; keys for bundles take one as long as the hash (RFC 4055).
      const salt = key.asymmetricKeyType === 'rsa-pss' ? { saltLength: crypto.constants.RSA_PSS_SALTLEN_DIGEST } : {};
      const hint = crypto.createHash('sha256').update(spki).digest('base64');
      const signer = {
        sign: async (data) => ({ signature: crypto.sign(null, data, { key, ...salt }), key: { $case: 'publicKey', hint, publicKey: '' } }),
      };
      const data = fs.readFileSync(job.content);
      const bundle = job.type
        ? await new DSSEBundleBuilder({ signer, witnesses: [] }).create({ data, type: job.type })
        : await new MessageSignatureBundleBuilder({ signer, witnesses: [] }).create({ data });
      fs.writeFileSync(job.bundle, JSON.stringify(bundleToJSON(bundle)));
    } else {
      const publicKey = crypto.createPublicKey(fs.readFileSync(job.key));
      const trust = toTrustMaterial(TrustedRoot.fromJSON({}), () => ({ publicKey, validFor: () => true }));
      const verifier = new Verifier(trust, { tlogThreshold: 0, ctlogThreshold: 0, tsaThreshold: 0, timestampThreshold: 0 });
      const bundle = bundleFromJSON(JSON.parse(fs.readFileSync(job.bundle)));
      verifier.verify(job.content ? toSignedEntity(bundle, fs.readFileSync(job.content)) : toSignedEntity(bundle));
    }
    results.push(null);
  } catch (error) {
    results.push(String(error.message ?? error));
  }
}
console.log(JSON.stringify(results));
