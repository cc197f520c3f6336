using SupplyChain.Images.Engines;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Images.Engines;

public sealed class DockerEndpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("unix:///run/docker.sock", "unix:///run/docker.sock", false)]
    [InlineData("tcp://build.example:2376", "tcp://build.example:2376/", false)]
    [InlineData("tcp://build.example", "tcp://build.example:2375/", false)]
    [InlineData("build.example:99", "tcp://build.example:99/", false)]
    [InlineData("http://build.example:80", "tcp://build.example:80/", false)]
    [InlineData("https://build.example", "tcp://build.example:2376/", true)]
    [InlineData("npipe:////./pipe/docker_engine", "npipe:////./pipe/docker_engine", false)]
    public void The_variable_names_the_engine(string host, string address, bool tls)
    {
        var found = Find(("DOCKER_HOST", host));

        Assert.Equal((address, tls), (found.Address.OriginalString, found.UsesTls));
        Assert.Equal("DOCKER_HOST", found.Origin);
    }

    [Fact]
    public void Tls_and_its_certificates_come_from_the_variables_of_dockers_client()
    {
        var verified = Find(("DOCKER_HOST", "tcp://a"), ("DOCKER_TLS_VERIFY", "1"), ("DOCKER_CERT_PATH", "/certificates"));
        var unverified = Find(("DOCKER_HOST", "tcp://a"), ("DOCKER_TLS", "1"));

        Assert.Equal(("tcp://a:2376/", true, false), Facts(verified));
        Assert.Equal("/certificates", verified.CertificateFolder);
        Assert.Equal(("tcp://a:2376/", true, true), Facts(unverified));
        Assert.Equal(folder.Path, unverified.CertificateFolder);
    }

    [Theory]
    [InlineData("ssh://build.example")]
    [InlineData("fd://")]
    [InlineData("://")]
    public void Another_address_is_a_mistake_of_the_user(string host)
    {
        var error = Assert.Throws<ConfigurationException>(() => Find(("DOCKER_HOST", host)));

        Assert.Equal("docker.address", error.Code);
        Assert.Contains("DOCKER_HOST", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_context_that_dockers_client_uses_is_found()
    {
        await DockerAsync("context", "create", "remote", "--docker", "host=tcp://build.example:2375");
        await DockerAsync("context", "use", "remote");

        Assert.Equal("tcp://build.example:2375/", Find().Address.OriginalString);
        Assert.Equal("docker context 'remote'", Find().Origin);
        Assert.Equal("unix:///x", Find(("DOCKER_HOST", "unix:///x"), ("DOCKER_CONTEXT", "remote")).Address.OriginalString);
        Assert.Equal("the default", Find(("DOCKER_CONTEXT", "default")).Origin);
    }

    [Fact]
    public async Task The_certificates_of_a_context_are_those_that_dockers_client_stored()
    {
        folder.Write("own.pem", DockerDaemon.SelfSignedCertificate());
        await DockerAsync(
            "context",
            "create",
            "secure",
            "--docker",
            $"host=tcp://build.example:2376,ca={folder.At("own.pem")},skip-tls-verify=true"
        );

        var found = Find(("DOCKER_CONTEXT", "secure"));

        Assert.Equal(("tcp://build.example:2376/", true, true), Facts(found));
        Assert.True(File.Exists(Path.Combine(found.CertificateFolder!, "ca.pem")));
    }

    [Fact]
    public void Without_any_of_them_it_is_the_systems_default()
    {
        folder.Write("config.json", """{"auths":{}}""");

        Assert.Equal(OperatingSystem.IsWindows() ? "npipe" : "unix", Find().Address.Scheme);
        Assert.Equal("the default", Find().Origin);
    }

    [Theory]
    [InlineData("{\"currentContext\":\"gone\"}")]
    [InlineData("{\"currentContext\":1}")]
    [InlineData("[]")]
    [InlineData("no json")]
    public void A_context_that_cannot_be_used_is_a_mistake_of_the_user(string config)
    {
        folder.Write("config.json", config);

        Assert.Equal("docker.context", Assert.Throws<ConfigurationException>(() => Find()).Code);
    }

    private static (string Address, bool Tls, bool Skips) Facts(DockerEndpoint endpoint) =>
        (endpoint.Address.OriginalString, endpoint.UsesTls, endpoint.SkipsVerification);

    private DockerEndpoint Find(params (string Name, string Value)[] variables) =>
        DockerEndpoint.Find(name => variables.FirstOrDefault(variable => variable.Name == name).Value, folder.Path);

    private async Task DockerAsync(params string[] arguments)
    {
        var environment = new Dictionary<string, string?>
        {
            ["DOCKER_CONFIG"] = folder.Path,
            ["DOCKER_HOST"] = null,
            ["DOCKER_CONTEXT"] = null,
        };
        var result = await PeerProcess.RunAsync("docker", arguments, environment);
        Assert.True(result.IsSuccess, result.StandardError);
    }
}
