using SupplyChain.Images.Registries;
using Xunit;

namespace SupplyChain.Tests.Images.Registries;

public sealed class LinkHeaderTests
{
    [Theory]
    [InlineData("""</v2/shop/tags/list?last=b>; rel="next" """, "/v2/shop/tags/list?last=b")]
    [InlineData("""<https://other.example/v2/shop/tags/list?last=b>; rel=next""", "/v2/shop/tags/list?last=b")]
    [InlineData("""<?n=2&last=b>;rel="last next";title="x" """, "/v2/shop/tags/list?n=2&last=b")]
    [InlineData("""</v2/first>; rel="first", </v2/a,b>; rel="next" """, "/v2/a,b")]
    [InlineData("""</v2/first>; rel="first" """, null)]
    [InlineData("""</v2/next>; rel="prev" """, null)]
    [InlineData("next", null)]
    [InlineData("<", null)]
    public void The_next_page_is_the_link_of_that_relation(string header, string? next)
    {
        using var answer = new HttpResponseMessage
        {
            RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://registry.example/v2/shop/tags/list"),
        };
        _ = answer.Headers.TryAddWithoutValidation("Link", header);

        Assert.Equal(next, LinkHeader.Next(answer));
    }

    [Fact]
    public void The_next_page_may_be_named_in_a_header_of_its_own()
    {
        using var answer = new HttpResponseMessage
        {
            RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://registry.example/v2/shop/tags/list"),
        };
        _ = answer.Headers.TryAddWithoutValidation("Link", ["</v2/first>; rel=first", "</v2/second>; rel=next"]);

        Assert.Equal("/v2/second", LinkHeader.Next(answer));
    }
}
