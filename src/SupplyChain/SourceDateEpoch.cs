using System.Globalization;

namespace SupplyChain;

/// <summary>The clock of a run: the system's, or fixed by <c>SOURCE_DATE_EPOCH</c> (reproducible-builds.org/specs/source-date-epoch).</summary>
public static class SourceDateEpoch
{
    /// <summary>Name of the environment variable.</summary>
    public const string Variable = "SOURCE_DATE_EPOCH";

    /// <summary>Reads the variable; null when it is unset or empty.</summary>
    /// <exception cref="ConfigurationException">The value is not a whole number of seconds since 1970.</exception>
    public static DateTimeOffset? FromEnvironment() => Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>A clock that stands still at <c>SOURCE_DATE_EPOCH</c> where it is set, else the system's.</summary>
    /// <exception cref="ConfigurationException">The value is not a whole number of seconds since 1970.</exception>
    public static TimeProvider Clock() => FromEnvironment() is { } instant ? new StoppedClock(instant) : TimeProvider.System;

    internal static DateTimeOffset? Parse(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        const long lastSecondOfYear9999 = 253402300799;
        return
            long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= lastSecondOfYear9999
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new ConfigurationException(
                "environment.source-date-epoch",
                $"{Variable} is '{value}', which is not a whole number of seconds since 1970; set it to one, such as the output of 'git log -1 --format=%ct', or unset it."
            );
    }

    private sealed class StoppedClock(DateTimeOffset instant) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => instant;
    }
}
