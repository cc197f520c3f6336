using System.Text;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace Cake.Tests.Tasks;

/// <summary>A release to a registry that asks for a login. Whatever a build prints or writes is searched for it.</summary>
[Collection(RunsAloneGroup.Name)]
public sealed class LoginTests : IAsyncLifetime
{
    private const string Variable = "DOCKER_CONFIG";

    private readonly TemporaryFolder logins = new();
    private readonly string? before = Environment.GetEnvironmentVariable(Variable);
    private TestRegistry registry = null!;
    private TinyRelease release = null!;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, logins.Path);
        registry = await TestRegistry.StartAsync(new TestRegistryOptions { Authentication = RegistryAuthentication.Bearer });
        release = new TinyRelease(registry.Host);
    }

    [Theory]
    [InlineData(TestRegistry.Password, 0)]
    [InlineData("wrong-14142135", 3)]
    public void A_release_logs_in_as_docker_would_and_says_nothing_of_it(string password, int exitCode)
    {
        var login = Secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestRegistry.User}:{Secrets.Add(password)}")));
        logins.Write("config.json", $$"""{"auths":{"{{registry.Host}}":{"auth":"{{login}}"} } }""");
        release.Settings.Layout = null;

        var result = release.Run("--target=Supply-Chain");

        Assert.True(result.ExitCode == exitCode, result.Output + result.Error);
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, before);
        release?.Dispose();
        logins.Dispose();
        if (registry is not null)
        {
            await registry.DisposeAsync();
        }
    }
}
