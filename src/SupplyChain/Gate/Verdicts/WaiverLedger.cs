using SupplyChain.Gate.Policies;

namespace SupplyChain.Gate.Verdicts;

/// <summary>Applies the waivers of a policy to violations, and remembers which were needed.</summary>
internal sealed class WaiverLedger(IReadOnlyList<Waiver> waivers, DateTimeOffset now)
{
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>The violation, waived where a waiver answers for it.</summary>
    /// <param name="violation">The failed check.</param>
    /// <param name="repository">The repository of the image it is about; null for the manifests.</param>
    /// <param name="aliases">The other ids of the vulnerability it is about.</param>
    /// <param name="expiry">Where the end of the waiver is noted.</param>
    public GateCheck Judge(GateCheck violation, string? repository, IReadOnlyList<string> aliases, ExpiryLedger expiry)
    {
        var candidates = waivers.Where(waiver => IsAbout(waiver, violation, repository, aliases)).ToArray();
        var live = candidates.Where(IsLive).MaxBy(waiver => waiver.EndsAt);
        if (live is not null)
        {
            _ = used.Add(live.Id);
            expiry.Note(live.EndsAt, $"Waiver {live.Id} ends.");
            return violation with
            {
                Outcome = GateCheckOutcome.Waived,
                Waiver = live.Id,
                Message = $"{violation.Message} Waived by {live.Owner} until {Instant.Print(live.Expires)}: {live.Reason}",
            };
        }

        var late = candidates.MaxBy(waiver => waiver.EndsAt);
        return late is null
            ? violation
            : violation with
            {
                Message = $"{violation.Message} Waiver {late.Id} of {late.Owner} expired on {Instant.Print(late.Expires)}.",
            };
    }

    /// <summary>What came of each waiver, sorted by id.</summary>
    public IReadOnlyList<WaiverUse> Uses() =>
        [
            .. waivers.Select(waiver => new WaiverUse
            {
                Id = waiver.Id,
                Rule = waiver.Rule,
                State =
                    used.Contains(waiver.Id) ? WaiverState.Used
                    : IsLive(waiver) ? WaiverState.Unused
                    : WaiverState.Expired,
                Expires = waiver.Expires,
                Expiring = IsLive(waiver) && waiver.EndsAt <= now.AddDays(WaiverUse.ExpiringDays),
                Owner = waiver.Owner,
                Reason = waiver.Reason,
                Ticket = waiver.Ticket,
            }),
        ];

    /// <summary>A note for each waiver that was not applied.</summary>
    public static IEnumerable<GateCheck> Notes(IEnumerable<WaiverUse> uses) =>
        uses.Where(use => use.State != WaiverState.Used)
            .Select(use =>
                use.State == WaiverState.Expired
                    ? new GateCheck(
                        RuleIds.WaiverExpired,
                        GateCheckOutcome.Skipped,
                        $"Waiver {use.Id} of {use.Owner} expired on {Instant.Print(use.Expires)} and was not applied."
                    )
                    {
                        Remedy = "Remove it from the policy, or have its owner decide anew and give it another day.",
                    }
                    : new GateCheck(
                        RuleIds.WaiverUnused,
                        GateCheckOutcome.Skipped,
                        $"Waiver {use.Id} of {use.Owner} was not needed."
                    )
                    {
                        Remedy = "Remove it from the policy, if no other release needs it.",
                    }
            );

    private bool IsLive(Waiver waiver) => now < waiver.EndsAt;

    private static bool IsAbout(Waiver waiver, GateCheck violation, string? repository, IReadOnlyList<string> aliases) =>
        waiver.IsAbout(violation.Id, repository)
        && (
            violation.Vulnerability is null
            || waiver.IsAbout([violation.Vulnerability.Id, .. aliases], violation.Vulnerability.Package)
        )
        && (violation.Lint is null || waiver.Lint == violation.Lint.Rule);
}
