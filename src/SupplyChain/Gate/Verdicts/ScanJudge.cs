using SupplyChain.Gate.Evidence;
using SupplyChain.Gate.Policies;
using SupplyChain.Images;
using SupplyChain.Scanning;
using SupplyChain.Scanning.Trivy;

namespace SupplyChain.Gate.Verdicts;

/// <summary>Judges the scan of an image: the newest by a signer that may give one, for each platform.</summary>
internal sealed class ScanJudge(CheckList checks, ScanRequirement requirement, DateTimeOffset now, TimeSpan skew)
{
    public void Judge(ImageEvidence image)
    {
        // The newest counts, so a trusted one that can't be read may be the one that says no.
        var broken = image.Unreadable.FirstOrDefault(item =>
            item.Type is { } type && SignedRequirement.Scan.IsKind(type) && item.Signers.Intersect(requirement.By.Signers).Any()
        );
        if (broken is not null)
        {
            checks.Error(
                RuleIds.ScanPresent,
                $"A scan by {string.Join(", ", broken.Signers)} at {broken.Location} can't be read: {broken.Reason}",
                "Scan the image again and attest the report, and remove the broken one."
            );
            return;
        }

        var trusted = image.Scans.Where(scan => SignedRequirement.IsBy(scan.Reference, requirement.By)).ToArray();
        var missing = image.Parts.Where(part => !trusted.Any(scan => IsOf(scan, image, part))).ToArray();
        if (missing.Length > 0)
        {
            SignedRequirement.Scan.AddMissing(
                checks,
                image,
                requirement.By,
                missing.Length < image.Parts.Count ? [.. missing.Select(part => part.Name)] : []
            );
        }

        foreach (var part in image.Parts.Except(missing))
        {
            Judge(image, part, [.. trusted.Where(scan => IsOf(scan, image, part))]);
        }
    }

    // A scan is of one platform; attested on the index, it counts for the platform that it says it is of.
    private static bool IsOf(SignedEvidence<ScanReport> scan, ImageEvidence image, PlatformManifest part) =>
        scan.Reference.Subject == part.Digest
        || (scan.Reference.Subject == image.Digest && scan.Content.Target.Manifest == part.Digest);

    private void Judge(ImageEvidence image, PlatformManifest part, IReadOnlyList<SignedEvidence<ScanReport>> scans)
    {
        var finished = scans.Max(scan => scan.Content.FinishedAt);
        var newest = scans
            .Where(scan => scan.Content.FinishedAt == finished)
            .OrderBy(scan => scan.Reference.Digest.ToString(), StringComparer.Ordinal)
            .ToArray();
        var scan = newest[0];
        var on = part.Name.Length == 0 ? "" : $" of {part.Name}";
        var first = ScanReportJson.Write(scan.Content);
        if (newest.Any(other => !ScanReportJson.Write(other.Content).AsSpan().SequenceEqual(first)))
        {
            checks.Fail(
                RuleIds.ScanPresent,
                $"{newest.Length} scans{on} ended at the same time, {Instant.Print(finished)}, and contradict each other.",
                "Scan the image again.",
                [.. newest.Select(item => item.Reference)]
            );
        }
        else
        {
            checks.Pass(
                RuleIds.ScanPresent,
                $"The newest scan{on} is by {string.Join(", ", scan.Reference.Signers)} with {Printable.Line(scan.Content.Engine.Name)}.",
                scan.Reference
            );
            SignedRequirement.NoteEnd(checks, requirement.By, scan.Reference);
        }

        JudgeAge(scan, on);
        JudgeDatabases(scan, on);
        JudgeCoverage(scan, on, image, part);
        new FindingJudge(checks, requirement.Fail, now, skew).Judge(scan, on);
    }

    private void JudgeAge(SignedEvidence<ScanReport> scan, string on)
    {
        var finished = scan.Content.FinishedAt;
        var limit = PolicyDuration.Print(requirement.MaximumAge);
        if (finished > now + skew)
        {
            checks.Fail(
                RuleIds.ScanAge,
                $"The scan{on} ended at {Instant.Print(finished)}, which is in the future.",
                "Set the clock of the machine that scans, and scan again.",
                scan.Reference
            );
        }
        else if (now - finished > requirement.MaximumAge)
        {
            checks.Fail(
                RuleIds.ScanAge,
                $"The scan{on} ended at {Instant.Print(finished)} and may be {limit} old, which it was at {Instant.Print(finished + requirement.MaximumAge)}.",
                "Scan the image again and attest the report.",
                scan.Reference
            );
        }
        else
        {
            checks.Expiry.Note(finished + requirement.MaximumAge, $"The scan{on} is older than {limit}.");
            checks.Pass(
                RuleIds.ScanAge,
                $"The scan{on} ended at {Instant.Print(finished)} and may be {limit} old.",
                scan.Reference
            );
        }
    }

    private void JudgeDatabases(SignedEvidence<ScanReport> scan, string on)
    {
        if (requirement.MaximumDatabaseAge is not { } limit)
        {
            return;
        }

        var finished = scan.Content.FinishedAt;
        // What tells Java archives apart holds no advisories.
        var sources = scan.Content.Advisories.Where(source => source.Name != TrivyDatabaseKind.Java.Name).ToArray();
        var areYoung =
            sources.Length > 0
            && sources.All(source => finished - source.UpdatedAt <= limit && source.UpdatedAt <= finished + skew);
        var used = sources.Length > 0 ? string.Join(", ", sources.Select(Describe)) : "none";
        var message =
            $"The scan{on} ended at {Instant.Print(finished)}, and its advisories may have been {PolicyDuration.Print(limit)} old: {used}.";
        if (areYoung)
        {
            checks.Pass(RuleIds.ScanDatabaseAge, message, scan.Reference);
        }
        else
        {
            checks.Fail(
                RuleIds.ScanDatabaseAge,
                message,
                "Update the advisories, scan the image again and attest the report.",
                scan.Reference
            );
        }
    }

    private static string Describe(AdvisorySource source) =>
        $"{Printable.Line(source.Name)} of {(source.UpdatedAt is { } time ? Instant.Print(time) : "an unknown time")}";

    private void JudgeCoverage(SignedEvidence<ScanReport> scan, string on, ImageEvidence image, PlatformManifest part)
    {
        var gaps = ScanCoverage.Gaps(scan.Content, image.Digest, part.Digest).ToArray();
        if (gaps.Length == 0)
        {
            checks.Pass(
                RuleIds.ScanCoverage,
                FormattableString.Invariant($"The scan{on} is complete and covers {scan.Content.Packages.Count} packages."),
                scan.Reference
            );
        }
        else
        {
            checks.Fail(
                RuleIds.ScanCoverage,
                $"The scan{on} proves nothing, since {string.Join("; and ", gaps)}.",
                "Scan this image with a scanner and advisories that know what is in it.",
                scan.Reference
            );
        }
    }
}
