using SupplyChain.Images;
using Xunit;

namespace SupplyChain.Tests.Images;

public sealed class RepositoryPatternTests
{
    [Theory]
    [InlineData("registry.example/shop/api", "registry.example/shop/api")]
    [InlineData("registry.example/**", "registry.example/api")]
    [InlineData("registry.example/**", "registry.example/shop/api")]
    [InlineData("registry.example/*/api", "registry.example/shop/api")]
    [InlineData("registry.example/**/api", "registry.example/a/b/api")]
    [InlineData("registry.example/**/api", "registry.example/api")]
    [InlineData("registry.example/shop-*", "registry.example/shop-api")]
    [InlineData("*.example/**", "registry.example/shop")]
    [InlineData("localhost:5000/**", "localhost:5000/shop")]
    [InlineData("localhost/**", "localhost/shop")]
    [InlineData("registry.example/*a*b*", "registry.example/xaxbx")]
    [InlineData("**", "docker.io/library/nginx")]
    public void A_repository_that_is_meant_matches(string pattern, string repository) =>
        Assert.True(Parse(pattern).Matches(repository));

    [Theory]
    [InlineData("registry.example/shop/api", "registry.example/shop/api2")]
    [InlineData("registry.example/shop", "registry.example/shop/api")]
    [InlineData("registry.example/*", "registry.example/shop/api")]
    [InlineData("registry.example/**", "registry.example.evil/api")]
    [InlineData("registry.example/**", "evil/registry.example/api")]
    [InlineData("registry.example/**/api", "registry.example/a/apix")]
    [InlineData("registry-example/**", "registry.example/api", false)]
    [InlineData("*.example/**", "a.example.evil/shop")]
    [InlineData("registry.example/shop-*", "registry.example/shop")]
    [InlineData("localhost:5000/**", "localhost:5001/shop")]
    public void Another_repository_does_not(string pattern, string repository, bool valid = true)
    {
        Assert.Equal(valid, RepositoryPattern.TryParse(pattern, out var parsed));
        Assert.False(parsed?.Matches(repository) ?? false);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nginx")]
    [InlineData("library/nginx")]
    [InlineData("registry.example/api:1.0")]
    [InlineData("registry.example/api@sha256:00")]
    [InlineData("registry.example/")]
    [InlineData("registry.example//api")]
    [InlineData("registry.example/API")]
    [InlineData("registry.example/***")]
    [InlineData("registry.example/a b")]
    [InlineData("registry.example/api\n")]
    [InlineData("https://registry.example/api")]
    public void What_names_no_repositories_is_refused(string pattern) => Assert.False(RepositoryPattern.TryParse(pattern, out _));

    [Fact]
    public void A_pattern_made_to_be_slow_is_answered_at_once() =>
        Assert.False(
            Parse("a.b/" + string.Concat(Enumerable.Repeat("*a", 200)) + "b").Matches("a.b/" + new string('a', 100_000))
        );

    private static RepositoryPattern Parse(string text) =>
        RepositoryPattern.TryParse(text, out var pattern) ? pattern : throw new ArgumentException(text);
}
