using SupplyChain.Images.Engines;
using SupplyChain.Testing;
using Xunit;

namespace SupplyChain.Tests.Images.Engines;

/// <summary>Certificates that somebody named are used, or the file that cannot be is named.</summary>
public sealed class DockerCertificatesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestAuthority authority = new();

    public void Dispose()
    {
        authority.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("ca.pem cert.pem key.pem", "", null)]
    [InlineData("ca.pem", "", null)]
    [InlineData("", "", "ca.pem")]
    [InlineData("cert.pem key.pem", "", "ca.pem")]
    [InlineData("ca.pem cert.pem", "", "key.pem")]
    [InlineData("ca.pem key.pem", "", "cert.pem")]
    [InlineData("ca.pem cert.pem key.pem", "ca.pem", "ca.pem")]
    [InlineData("ca.pem cert.pem key.pem", "cert.pem", "cert.pem")]
    [InlineData("ca.pem cert.pem key.pem", "key.pem", "cert.pem")]
    public void Files_of_the_folder_that_was_named(string files, string broken, string? named)
    {
        foreach (var file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            folder.Write(file, file == broken ? "nonsense" : Pem(file));
        }

        var endpoint = Find(("DOCKER_CERT_PATH", folder.Path));
        if (named is null)
        {
            using var client = DockerTransport.Connect(endpoint);
            return;
        }

        var error = Assert.Throws<ConfigurationException>(() => DockerTransport.Connect(endpoint));
        Assert.Equal("docker.certificates", error.Code);
        Assert.StartsWith(folder.At(named), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_folder_that_was_named_the_systems_authorities_will_do()
    {
        using var client = DockerTransport.Connect(Find());
    }

    private string Pem(string file) =>
        File.ReadAllText(
            file switch
            {
                "ca.pem" => authority.File,
                "cert.pem" => authority.Client.Certificate,
                _ => authority.Client.Key,
            }
        );

    private DockerEndpoint Find(params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        environment["DOCKER_HOST"] = "tcp://127.0.0.1:1";
        environment["DOCKER_TLS_VERIFY"] = "1";
        return DockerEndpoint.Find(environment.GetValueOrDefault, folder.At("none"));
    }
}
