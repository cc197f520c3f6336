using System.Globalization;

namespace SupplyChain.Gate.Policies;

/// <summary>Moments in messages: absolute and in UTC, so that the same verdict reads the same whenever it is printed.</summary>
internal static class Instant
{
    public static string Print(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd' 'HH:mm:ss' UTC'", CultureInfo.InvariantCulture);

    public static string Print(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
