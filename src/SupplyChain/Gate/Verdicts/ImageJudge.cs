using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Images;

namespace SupplyChain.Gate.Verdicts;

/// <summary>Judges images one by one. Every rule is judged, whatever came of the others.</summary>
internal sealed class ImageJudge(PolicyEnvironment policy, WaiverLedger waivers, DateTimeOffset now)
{
    public ImageVerdict Judge(ImageEvidence image)
    {
        var checks = new CheckList(waivers, image.Image.Repository);
        JudgeRegistry(checks, image);
        var requirement = policy.RequirementFor(image.Image.Repository);
        if (requirement is null)
        {
            checks.Fail(
                RuleIds.NoRuleForImage,
                $"The policy says nothing about {Printable.Line(image.Image.Repository)} in {policy.Name}.",
                "Add an entry to 'images' that matches it, or use another image."
            );
        }

        JudgeDigest(checks, image, requirement?.DigestRequired == true);
        if (requirement is not null)
        {
            JudgeEvidence(checks, image, requirement);
        }

        checks.Expiry.Note(
            now + policy.ValidFor,
            $"The verdict is older than the {PolicyDuration.Print(policy.ValidFor)} it is valid for."
        );
        return new ImageVerdict
        {
            Image = image.Image.ToString(),
            Repository = image.Image.Repository,
            Digest = image.Digest,
            Platforms = [.. image.Platforms.Select(platform => platform.Name)],
            Places = image.Places,
            Outcome = checks.Outcome,
            Expiry = checks.Outcome == VerdictOutcome.Pass ? checks.Expiry.First : null,
            Checks = checks.Checks,
        };
    }

    private void JudgeRegistry(CheckList checks, ImageEvidence image)
    {
        var repository = Printable.Line(image.Image.Repository);
        if (policy.Registries is not { } allowed)
        {
            checks.Skip(RuleIds.ImageRegistry, "The policy allows any registry.");
        }
        else if (allowed.FirstOrDefault(pattern => pattern.Matches(image.Image.Repository)) is { } match)
        {
            checks.Pass(RuleIds.ImageRegistry, $"{repository} is allowed by {match}.");
        }
        else
        {
            checks.Fail(
                RuleIds.ImageRegistry,
                $"{repository} is in no allowed registry ({string.Join(", ", allowed)}).",
                "Use an image of an allowed registry, or copy this one there and judge it there."
            );
        }
    }

    private static void JudgeDigest(CheckList checks, ImageEvidence image, bool required)
    {
        if (image.Failure is { } failure)
        {
            checks.Error(RuleIds.ImageDigest, failure, "See that the image exists and can be read, then run the gate again.");
        }
        else if (!required)
        {
            checks.Skip(RuleIds.ImageDigest, $"The policy does not ask for a digest; judged is {image.Digest}.");
        }
        else
        {
            checks.Pass(
                RuleIds.ImageDigest,
                image.Image.Digest is null
                    ? $"It was resolved to {image.Digest}, which the gated manifests name."
                    : $"It is pinned to {image.Digest}."
            );
        }
    }

    private void JudgeEvidence(CheckList checks, ImageEvidence image, ImageRequirement requirement)
    {
        Judge(checks, image, requirement.Signature, SignedRequirement.Signature, image.Signatures);
        Judge(checks, image, requirement.Provenance, SignedRequirement.Provenance, image.Provenance);
        if (requirement.Sbom is null)
        {
            checks.Skip(RuleIds.SbomPresent, "The policy does not ask for an SBOM.");
        }
        else if (CanJudge(checks, image, RuleIds.SbomPresent))
        {
            JudgeSbom(checks, image, requirement.Sbom);
        }

        if (requirement.Scan is null)
        {
            checks.Skip(RuleIds.ScanPresent, "The policy does not ask for a scan.");
        }
        else if (CanJudge(checks, image, RuleIds.ScanPresent))
        {
            new ScanJudge(checks, requirement.Scan, now, policy.ClockSkew).Judge(image);
        }
    }

    private static void Judge(
        CheckList checks,
        ImageEvidence image,
        SignedBy? by,
        SignedRequirement kind,
        IReadOnlyList<EvidenceReference> evidence
    )
    {
        if (by is null)
        {
            checks.Skip(kind.Rule, $"The policy does not ask for {kind.Noun}.");
        }
        else if (CanJudge(checks, image, kind.Rule))
        {
            _ = kind.Judge(checks, image, by, (evidence, reference => reference));
        }
    }

    private static void JudgeSbom(CheckList checks, ImageEvidence image, SbomRequirement requirement)
    {
        if (SignedRequirement.Sbom.Judge(checks, image, requirement.By, (image.Sboms, sbom => sbom.Reference)) is null)
        {
            checks.Skip(RuleIds.SbomFormat, "There is no SBOM whose format could be looked at.");
            return;
        }

        var wanted = image.Sboms.Where(sbom =>
            SignedRequirement.IsBy(sbom.Reference, requirement.By) && requirement.Formats.Contains(sbom.Content)
        );
        var cover = EvidenceCover.Find(image, wanted, sbom => sbom.Reference);
        var formats = string.Join(" or ", requirement.Formats.Select(format => format.ToString().ToLowerInvariant()));
        if (cover.IsComplete)
        {
            checks.Pass(RuleIds.SbomFormat, $"The SBOM is in {formats}.", [.. cover.Chosen.Select(sbom => sbom.Reference)]);
        }
        else
        {
            checks.Fail(RuleIds.SbomFormat, $"No SBOM of the whole image is in {formats}.", "Attest an SBOM in such a format.");
        }
    }

    private static bool CanJudge(CheckList checks, ImageEvidence image, string rule)
    {
        if (image.Failure is not null)
        {
            checks.Skip(rule, "The image or its evidence could not be read.");
        }

        return image.Failure is null;
    }
}
