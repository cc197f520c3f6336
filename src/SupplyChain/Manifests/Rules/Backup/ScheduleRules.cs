using System.Globalization;
using SupplyChain.Images;
using SupplyChain.Manifests.Linting;
using SupplyChain.Manifests.Yaml;

namespace SupplyChain.Manifests.Rules.Backup;

/// <summary>Rules on when Velero backs up, what, and for how long (velero.io/docs, Schedule).</summary>
internal static class ScheduleRules
{
    private const string Group = "velero.io";

    private const double LeastHours = 7 * 24;

    /// <summary>What a restore of a cluster needs and a schedule can leave out.</summary>
    private static readonly string[] Needed = ["secrets", "persistentvolumes", "persistentvolumeclaims", "configmaps", "*"];

    public static IEnumerable<Rule> All { get; } =
    [
        new()
        {
            Id = "velero-paused",
            Title = "No backup is paused",
            Reason = "A paused schedule makes no backup, and nobody is told.",
            Area = HardeningArea.Backup,
            Severity = Severity.Medium,
            Remedy = "Remove 'paused: true'.",
            Kinds = ["Schedule"],
            Check = (schedule, _) =>
                schedule.Group == Group && schedule.Spec?["paused"] is { AsBoolean: true } paused
                    ? [new Violation(schedule, paused, "The schedule is paused.")]
                    : [],
            Bad = Example("paused: true # here"),
            Good = Example("paused: false"),
        },
        new()
        {
            Id = "velero-cron",
            Title = "Every backup has a time that comes",
            Reason = "A schedule that cannot be read makes no backup.",
            Area = HardeningArea.Backup,
            Severity = Severity.Medium,
            Remedy = "Write five fields, such as '0 3 * * *', or '@every 6h'.",
            Kinds = ["Schedule"],
            Check = (schedule, _) =>
                schedule.Group == Group && schedule.Spec is { } spec && !IsCron(spec.Text("schedule"))
                    ? [new Violation(schedule, spec["schedule"] ?? spec, "The time of the backup cannot be read.")]
                    : [],
            Bad = Example("paused: false").With("schedule: 0 3 * * *", "schedule: 0 25 * * * # here"),
            Good = Example("paused: false"),
        },
        new()
        {
            Id = "velero-ttl",
            Title = "Backups are kept for a week at least",
            Reason = "Damage that is found after days is in every backup that is left.",
            Area = HardeningArea.Backup,
            Severity = Severity.Medium,
            Remedy = "Set 'template.ttl' to 168h or more; without it Velero keeps backups for 720h.",
            Kinds = ["Schedule"],
            Check = (schedule, _) =>
                schedule.Group == Group
                && schedule.Spec?.At("template", "ttl") is { AsString: { } text } ttl
                && Hours(text) is { } hours
                && hours < LeastHours
                    ? [new Violation(schedule, ttl, $"Backups are deleted after {Printable.Quote(text)}.")]
                    : [],
            Bad = Example("template:\n    ttl: 24h0m0s # here"),
            Good = Example("template:\n    ttl: 720h0m0s"),
        },
        new()
        {
            Id = "velero-scope-gap",
            Title = "Backups hold what a restore needs",
            Reason = "Without volumes, secrets or the cluster's own objects the restored application does not run.",
            Area = HardeningArea.Backup,
            Severity = Severity.Medium,
            Remedy = "Remove the exclusion, and turn on 'snapshotVolumes' or 'defaultVolumesToFsBackup'.",
            Kinds = ["Schedule"],
            Check = (schedule, _) =>
                schedule.Group == Group && schedule.Spec?["template"] is { } template
                    ? Gaps(template).Select(gap => new Violation(schedule, gap.At, gap.Message))
                    : [],
            Bad = Example("template:\n    excludedResources: [secrets] # here"),
            Good = Example("template:\n    excludedResources: [events]"),
        },
    ];

    private static IEnumerable<(YamlNode At, string Message)> Gaps(YamlNode template)
    {
        foreach (var name in template.List("excludedResources").Where(name => Needed.Contains(name.AsString)))
        {
            yield return (name, $"The backup leaves {Printable.Quote(name.AsString!)} out.");
        }

        if (template["includeClusterResources"] is { AsBoolean: false } cluster)
        {
            yield return (
                cluster,
                "The backup leaves objects without a namespace out, such as volumes and roles of the cluster."
            );
        }

        if (template["snapshotVolumes"] is { AsBoolean: false } volumes && template.Boolean("defaultVolumesToFsBackup") != true)
        {
            yield return (volumes, "The backup holds no data of volumes.");
        }
    }

    /// <summary>A duration in Go's form, in hours; null where it is none.</summary>
    private static double? Hours(string text)
    {
        var (hours, number) = (0.0, "");
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character) || character == '.')
            {
                number += character;
                continue;
            }

            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            hours += character switch
            {
                'h' => value,
                'm' => value / 60,
                's' => value / 3600,
                _ => 0,
            };
            number = "";
        }

        return number.Length == 0 ? hours : null;
    }

    private static bool IsCron(string? text)
    {
        if (text is null)
        {
            return false;
        }

        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (
            fields.Count > 0
            && (
                fields[0].StartsWith("CRON_TZ=", StringComparison.Ordinal)
                || fields[0].StartsWith("TZ=", StringComparison.Ordinal)
            )
        )
        {
            fields.RemoveAt(0);
        }

        return fields switch
        {
            ["@every", var duration] => Hours(duration) > 0,
            ["@yearly" or "@annually" or "@monthly" or "@weekly" or "@daily" or "@midnight" or "@hourly"] => true,
            [var minute, var hour, var day, var month, var weekday] => IsField(minute, 0, 59)
                && IsField(hour, 0, 23)
                && IsField(day, 1, 31)
                && IsField(month, 1, 12)
                && IsField(weekday, 0, 6),
            _ => false,
        };
    }

    private static bool IsField(string field, int least, int greatest) =>
        field
            .Split(',')
            .All(part =>
            {
                var step = part.Split('/');
                var range = step[0].Split('-');
                return step.Length <= 2
                    && range.Length <= 2
                    && (step.Length == 1 || IsNumber(step[1], 1, int.MaxValue))
                    && (step[0] is "*" or "?" || range.All(bound => IsNumber(bound, least, greatest) || IsName(bound)));
            });

    private static bool IsNumber(string text, int least, int greatest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= greatest;

    /// <summary>A month or a day of the week by its first letters.</summary>
    private static bool IsName(string text) => text.Length == 3 && text.All(char.IsAsciiLetter);

    private static RuleExample Example(string line) =>
        new(
            $"apiVersion: {Group}/v1\nkind: Schedule\nmetadata:\n  name: daily\n  namespace: velero\nspec:\n  schedule: 0 3 * * *\n  {line}\n"
        );
}
