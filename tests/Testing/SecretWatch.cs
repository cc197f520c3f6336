using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Xunit;

namespace SupplyChain.Testing;

/// <summary>Looks for the passwords and tokens of the tests in every exception that is thrown while they run, and fails the run for one.</summary>
public sealed class SecretWatch : IDisposable
{
    private readonly ConcurrentBag<string> leaks = [];

    /// <summary>Begins to look.</summary>
    public SecretWatch() => AppDomain.CurrentDomain.FirstChanceException += Look;

    /// <inheritdoc />
    public void Dispose()
    {
        AppDomain.CurrentDomain.FirstChanceException -= Look;
        Assert.Empty(leaks);
    }

    private void Look(object? sender, FirstChanceExceptionEventArgs thrown)
    {
        for (var error = thrown.Exception; error is not null; error = error.InnerException)
        {
            if (Secrets.AreIn(error.Message))
            {
                leaks.Add($"{error.GetType().Name} in {error.TargetSite?.DeclaringType?.FullName}");
                return;
            }
        }
    }
}
