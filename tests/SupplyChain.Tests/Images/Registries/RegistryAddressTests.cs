using SupplyChain.Images.Registries.Http;
using SupplyChain.Testing.Registry;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

public sealed class RegistryAddressTests
{
    [Theory]
    [InlineData("https://registry.example/", "https://storage.example/x")]
    [InlineData("https://registry.example/", "https://10.0.0.1/x")]
    [InlineData("http://127.0.0.1:5000/", "http://127.0.0.1:5001/x")]
    [InlineData("http://localhost:5000/", "https://storage.example/x")]
    public void An_address_of_another_machine_is_followed(string from, string target) => Assert.True(MayFollow(from, target));

    [Theory]
    [InlineData("https://registry.example/", "http://registry.example/x")]
    [InlineData("https://registry.example/", "http://storage.example/x")]
    [InlineData("http://127.0.0.1:5000/", "http://storage.example/x")]
    [InlineData("https://127.0.0.1:5000/", "http://127.0.0.1:5000/x")]
    public void From_TLS_to_plain_HTTP_leads_no_way_unless_it_is_allowed(string from, string target)
    {
        Assert.False(MayFollow(from, target));
        Assert.True(RegistryAddress.MayFollow(new Uri(from), new Uri(target), allowHttp: true));
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://storage.example/x")]
    [InlineData("gopher://storage.example/x")]
    [InlineData("https://user:secret@storage.example/x")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0xa9fea9fe/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://100.100.100.200/")]
    [InlineData("http://168.63.129.16/")]
    public void Nothing_leads_to_files_other_protocols_or_metadata(string target) =>
        Assert.All(
            new[] { "https://registry.example/", "http://127.0.0.1:5000/" },
            from => Assert.False(RegistryAddress.MayFollow(new Uri(from), new Uri(target), allowHttp: true))
        );

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1.2.3/")]
    [InlineData("https://localhost/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://[::]/")]
    [InlineData("https://2130706433/")]
    public void Another_machine_does_not_lead_to_this_one(string target) =>
        Assert.False(RegistryAddress.MayFollow(new Uri("https://registry.example/"), new Uri(target), allowHttp: true));

    // The name is resolved when the connection is made, so that it cannot stand for another address then.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_that_another_machine_gave_does_not_lead_to_this_one(bool isNamedByOther)
    {
        await using var here = await TestRegistry.StartAsync();
        using var tls = new TlsPolicy(new RegistryTls());
        using var client = RegistryConnections.Open(tls);
        var byName = here.Host.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{byName}/v2/");
        request.Options.Set(RegistryConnections.NamedByOther, isNamedByOther);

        if (isNamedByOther)
        {
            var error = await Assert.ThrowsAsync<HttpRequestException>(() =>
                client.SendAsync(request, TestContext.Current.CancellationToken)
            );
            Assert.Equal("registry.address", Assert.IsType<UndeterminedException>(error.InnerException).Code);
            Assert.Empty(here.Requests);
        }
        else
        {
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode);
        }
    }

    private static bool MayFollow(string from, string target) =>
        RegistryAddress.MayFollow(new Uri(from), new Uri(target), allowHttp: false);
}
