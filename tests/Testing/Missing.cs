using Xunit;

namespace SupplyChain.Testing;

/// <summary>What happens to a test whose real part is not on this machine: skipped with the reason, and failed on CI.</summary>
public static class Missing
{
    /// <summary>Ends the running test for want of a part.</summary>
    /// <param name="reason">What is missing and how to get it, as the rest of a sentence.</param>
    public static void Part(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"On CI every part must be there, but {reason}.");
        }

        Assert.Skip(reason);
    }
}
