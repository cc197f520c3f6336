using System.Text;
using SupplyChain.Images.Registries.Login;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

public sealed class CredentialSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string?> environment = [];

    public CredentialSourceTests() => environment["DOCKER_CONFIG"] = folder.Path;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_file_that_is_named_comes_before_that_of_docker()
    {
        folder.Write("config.json", Entry("r.example", "docker:1"));
        Assert.Equal("docker", await UserAsync("r.example"));

        environment["REGISTRY_AUTH_FILE"] = folder.Write("auth.json", Entry("r.example", "named:1"));
        Assert.Equal("named", await UserAsync("r.example"));
    }

    [Fact]
    public async Task What_podman_wrote_is_taken_where_docker_wrote_nothing()
    {
        environment["XDG_RUNTIME_DIR"] = folder.At("run");
        folder.Write("run/containers/auth.json", Entry("r.example", "podman:1"));
        Assert.Equal("podman", await UserAsync("r.example"));

        folder.Write("config.json", Entry("r.example", "docker:1"));
        Assert.Equal("docker", await UserAsync("r.example"));
    }

    [Fact]
    public async Task The_token_of_a_GitHub_job_is_for_its_own_registry_alone_and_comes_last()
    {
        environment["GITHUB_TOKEN"] = "job-token";
        environment["GITHUB_ACTOR"] = "octocat";

        Assert.Equal(new RegistryCredential("octocat", "job-token"), await FindAsync("ghcr.io"));
        Assert.All(
            new[] { "docker.io", "r.example", "ghcr.io.example", "ghcr.io:444", "evil-ghcr.io" },
            registry => Assert.Null(FindAsync(registry).GetAwaiter().GetResult())
        );

        folder.Write("config.json", Entry("ghcr.io", "me:1"));
        Assert.Equal("me", await UserAsync("ghcr.io"));
    }

    [Fact]
    public async Task A_login_that_is_given_comes_first_and_is_for_its_registry_alone()
    {
        folder.Write("config.json", Entry("r.example", "docker:1"));
        var credentials = Credentials().WithLogin("r.example", "given", "2");

        Assert.Equal(new RegistryCredential("given", "2"), await credentials.FindAsync("r.example", Token));
        Assert.Null(await credentials.FindAsync("other.example", Token));
    }

    [Theory]
    [InlineData("identitytoken", SecretKind.RefreshToken)]
    [InlineData("registrytoken", SecretKind.AccessToken)]
    public async Task Tokens_of_the_file_are_known_for_what_they_are(string name, object kind)
    {
        folder.Write("config.json", $$"""{"auths":{"r.example":{"auth":"bWU6","{{name}}":"secret"} } }""");
        Assert.Equal((SecretKind)kind, (await FindAsync("r.example"))!.Kind);
    }

    [Fact]
    public async Task An_entry_for_one_repository_is_not_for_the_whole_registry()
    {
        folder.Write("config.json", Entry("r.example/shop", "shop:1"));
        Assert.Null(await FindAsync("r.example"));
    }

    [Fact]
    public async Task A_helper_for_the_registry_comes_before_the_one_for_all_and_that_before_the_file()
    {
        WriteHelper("own", "own");
        WriteHelper("all", "all");
        folder.Write(
            "config.json",
            $$"""
            { "auths": { "third.example": { "auth": "{{Encode("file:1")}}" } },
              "credHelpers": { "r.example": "own" }, "credsStore": "all" }
            """
        );

        Assert.Equal("own", await UserAsync("r.example"));
        Assert.Equal("all", await UserAsync("other.example"));
        Assert.Equal("own get r.example\nall get other.example\n", File.ReadAllText(folder.At("asked")));

        WriteHelper("all", user: null);
        Assert.Equal("file", await UserAsync("third.example"));
        Assert.Null(await FindAsync("fourth.example"));
    }

    [Fact]
    public async Task Docker_Hub_has_its_old_name_for_helpers()
    {
        WriteHelper("all", "hub");
        folder.Write("config.json", """{ "credsStore": "all" }""");

        Assert.Equal("hub", await UserAsync("docker.io"));
        Assert.Equal("all get https://index.docker.io/v1/\n", File.ReadAllText(folder.At("asked")));
    }

    [Fact]
    public async Task A_refresh_token_of_a_helper_is_known_by_its_user()
    {
        WriteHelper("all", "<token>");
        folder.Write("config.json", """{ "credsStore": "all" }""");

        Assert.Equal(SecretKind.RefreshToken, (await FindAsync("r.example"))!.Kind);
    }

    [Theory]
    [InlineData("missing", "no such program")]
    [InlineData("../evil", "other characters")]
    [InlineData("noise", "does not print")]
    public async Task A_helper_that_cannot_be_used_is_named_with_the_remedy(string name, string problem)
    {
        Script.Write(folder, "docker-credential-noise", "echo nonsense $(cat)");
        folder.Write("config.json", $$"""{ "credsStore": "{{name}}" }""");

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => FindAsync("r.example"));
        Assert.Contains($"docker-credential-{name}", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo 'the vault is sealed'; echo 'more of it'; exit 3", "ends with 3", "'the vault is sealed'")]
    [InlineData("echo 'no such token' >&2; exit 1", "ends with 1", "'no such token'")]
    [InlineData("printf 'red \\033[31m text'; exit 1", "ends with 1", "'red \\u001b[31m text'")]
    [InlineData("exit 2", "ends with 2", "says nothing")]
    [InlineData("echo 'credentials not found in native keychain, or so'; exit 1", "ends with 1", "or so'")]
    public async Task A_helper_that_fails_is_no_reason_to_be_nobody_and_its_reason_is_told(
        string script,
        string exit,
        string reason
    )
    {
        Script.Write(folder, "docker-credential-failing", $"cat > /dev/null\n{script}");
        folder.Write("config.json", """{ "credsStore": "failing" }""");

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => FindAsync("r.example"));
        Assert.Equal("registry.credentials", error.Code);
        Assert.Contains("docker-credential-failing", error.Message, StringComparison.Ordinal);
        Assert.Contains(exit, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("more of it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_that_a_failing_helper_printed_is_not_told()
    {
        Script.Write(
            folder,
            "docker-credential-failing",
            """cat > /dev/null; echo '{"Username":"u","Secret":"s3cr3t"}'; exit 1"""
        );
        folder.Write("config.json", """{ "credsStore": "failing" }""");

        var error = await Assert.ThrowsAsync<UndeterminedException>(() => FindAsync("r.example"));
        Assert.DoesNotContain("s3cr3t", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" >&2")]
    public async Task A_helper_that_floods_is_told_so(string to)
    {
        Script.Write(folder, "docker-credential-flood", $"yes{to}");
        folder.Write("config.json", """{ "credsStore": "flood" }""");

        var error = await Assert.ThrowsAsync<ConfigurationException>(() => FindAsync("r.example"));
        Assert.Contains("prints more than 256 KiB", error.Message, StringComparison.Ordinal);
    }

    private void WriteHelper(string name, string? user) =>
        Script.Write(
            folder,
            $"docker-credential-{name}",
            $$"""
            read server
            echo "{{name}} $1 $server" >> {{folder.At("asked")}}
            {{(
                user is null
                    ? "echo 'credentials not found in native keychain'; exit 1"
                    : $$"""echo '{"ServerURL":"","Username":"{{user}}","Secret":"secret-of-helper"}'"""
            )}}
            """
        );

    private RegistryCredentials Credentials()
    {
        environment["PATH"] = $"{folder.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        return RegistryCredentials.FromEnvironment(environment.GetValueOrDefault);
    }

    private Task<RegistryCredential?> FindAsync(string registry) => Credentials().FindAsync(registry, Token);

    private async Task<string?> UserAsync(string registry) => (await FindAsync(registry))?.User;

    private static string Entry(string registry, string userAndPassword) =>
        $$"""{"auths":{"{{registry}}":{"auth":"{{Encode(userAndPassword)}}"} } }""";

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
