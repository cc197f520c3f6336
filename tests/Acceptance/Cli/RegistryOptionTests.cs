using System.Collections.Concurrent;
using System.Text;
using SupplyChain.Testing;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Acceptance.Cli;

/// <summary>A registry over TLS, with logins, by the options and variables of the command line.</summary>
public sealed class RegistryOptionTests : IDisposable
{
    private readonly TestAuthority authority = new();

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task A_login_for_one_registry_and_its_authority_are_given_on_the_command_line()
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        await using var registry = await StartAsync();
        string[] options = ["--registry-cacert", authority.File, "--registry-login", $"{registry.Host}={TestRegistry.User}"];
        var password = With("SUPPLYCHAIN_REGISTRY_PASSWORD", TestRegistry.Password);

        var copied = await RunAsync(release, password, ["image", "copy", ReleaseWorkspace.Location, Image(registry), .. options]);
        Assert.True(copied.ExitCode == 0, copied.ToString());
        var shown = await RunAsync(release, password, ["tree", Image(registry), "--verbose", .. options]);
        Assert.True(shown.ExitCode == 0, shown.ToString());

        var without = await RunAsync(release, With("SUPPLYCHAIN_REGISTRY_PASSWORD", null), ["tree", Image(registry), .. options]);
        Assert.Equal(2, without.ExitCode);
        var wrong = await RunAsync(
            release,
            With("SUPPLYCHAIN_REGISTRY_PASSWORD", Secrets.Add("wrong-3141592")),
            ["tree", Image(registry), "--verbose", .. options]
        );
        Assert.Equal(3, wrong.ExitCode);
        Assert.Contains("check the credentials", wrong.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("REGISTRY_AUTH_FILE", "auth.json")]
    [InlineData("DOCKER_CONFIG", "")]
    public async Task The_file_of_a_login_is_found_by_variables_and_by_option(string variable, string file)
    {
        using var release = await ReleaseWorkspace.CreateAsync();
        await using var registry = await StartAsync();
        var auth = Secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{TestRegistry.User}:{TestRegistry.Password}")));
        var json = $$"""{"auths":{"{{registry.Host}}":{"auth":"{{auth}}"} } }""";
        release.Files.Write("auth.json", json);
        release.Files.Write("config.json", json);
        string[] copy =
        [
            "image",
            "copy",
            ReleaseWorkspace.Location,
            Image(registry),
            "--verbose",
            "--registry-cacert",
            authority.File,
        ];

        var byVariable = await RunAsync(release, With(variable, release.Files.At(file)), copy);
        Assert.True(byVariable.ExitCode == 0, byVariable.ToString());
        var byOption = await RunAsync(release, With(variable, null), [.. copy, "--registry-config", "auth.json"]);
        Assert.True(byOption.ExitCode == 0, byOption.ToString());
        var missing = await RunAsync(release, With(variable, null), [.. copy, "--registry-config", "missing.json"]);
        Assert.Equal(2, missing.ExitCode);
        var nobody = await RunAsync(release, With(variable, release.Files.At("nowhere")), copy);
        Assert.Equal(3, nobody.ExitCode);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_ends_with_3_and_one_that_cannot_be_read_with_2()
    {
        using var files = new Workspace();
        await using var registry = await StartAsync();

        var distrusted = await files.RunAsync(["tree", Image(registry), "--verbose"]);
        Assert.Equal(3, distrusted.ExitCode);
        Assert.Contains("--registry-cacert", distrusted.Error, StringComparison.Ordinal);
        var missing = await files.RunAsync(["tree", Image(registry), "--registry-cacert", "missing.pem"]);
        Assert.Equal(2, missing.ExitCode);
        Assert.Empty(registry.Requests);
    }

    [Fact]
    public async Task A_proxy_is_asked_for_other_hosts_and_never_for_this_one()
    {
        using var files = new Workspace();
        await using var proxy = await TestRegistry.StartAsync();
        var tunnels = new ConcurrentBag<(string Host, string Login)>();
        proxy.Add(
            new RegistryFault(
                "CONNECT",
                "",
                (context, _) =>
                {
                    var login = context.Request.Headers.ProxyAuthorization.ToString();
                    tunnels.Add((context.Request.Host.ToString(), login));
                    context.Response.StatusCode = login.Length == 0 ? 407 : 403;
                    context.Response.Headers.ProxyAuthenticate = "Basic realm=\"test\"";
                    return Task.CompletedTask;
                }
            )
            {
                Times = int.MaxValue,
            }
        );
        var login = Secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{Secrets.Add("proxy-5772156")}")));
        var environment = With("HTTPS_PROXY", $"http://user:proxy-5772156@{proxy.Host}");
        environment["http_proxy"] = environment["HTTPS_PROXY"];

        var other = await files.RunAsync(["tree", "registry.invalid/shop/api:1.0", "--verbose"], environment);
        Assert.Equal(3, other.ExitCode);
        Assert.Contains(("registry.invalid:443", $"Basic {login}"), tunnels);

        await using var registry = await TestRegistry.StartAsync();
        var here = await files.RunAsync(["tree", Image(registry)], environment);
        Assert.Equal(3, here.ExitCode);
        Assert.NotEmpty(registry.Requests);
    }

    private Task<TestRegistry> StartAsync() =>
        TestRegistry.StartAsync(
            new TestRegistryOptions { Authority = authority, Authentication = RegistryAuthentication.Bearer }
        );

    private static string Image(TestRegistry registry) => $"{registry.Host}/shop/api:1.0";

    private static Dictionary<string, string?> With(string variable, string? value) => new() { [variable] = value };

    private static Task<CommandResult> RunAsync(
        ReleaseWorkspace release,
        IReadOnlyDictionary<string, string?> environment,
        string[] arguments
    ) => release.Files.RunAsync(arguments, environment);
}
