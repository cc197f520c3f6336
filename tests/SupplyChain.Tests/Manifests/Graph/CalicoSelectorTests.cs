using SupplyChain.Manifests.Graph;
using Xunit;

namespace SupplyChain.Tests.Manifests.Graph;

public sealed class CalicoSelectorTests
{
    private static string? Label(string key) =>
        key switch
        {
            "app" => "shop-api",
            "k8s.io/tier" => "web",
            _ => null,
        };

    [Theory]
    [InlineData("", true)]
    [InlineData("all()", true)]
    [InlineData("global()", false)]
    [InlineData("app == 'shop-api'", true)]
    [InlineData("app=='shop-api'", true)]
    [InlineData("app == \"other\"", false)]
    [InlineData("app != 'other'", true)]
    [InlineData("missing != 'other'", true)]
    [InlineData("has(app)", true)]
    [InlineData("!has(app)", false)]
    [InlineData("has(missing)", false)]
    [InlineData("k8s.io/tier in {'web', 'db'}", true)]
    [InlineData("k8s.io/tier not in {'web'}", false)]
    [InlineData("missing not in {'web'}", true)]
    [InlineData("missing in {}", false)]
    [InlineData("app contains 'op-a'", true)]
    [InlineData("app starts with 'shop'", true)]
    [InlineData("app ends with 'shop'", false)]
    [InlineData("has(missing) || has(app) && app != 'x'", true)]
    [InlineData("(has(missing) || has(app)) && app == 'x'", false)]
    [InlineData("!(has(missing) || app == 'x')", true)]
    public void An_expression_selects_by_labels(string expression, bool selected) =>
        Assert.Equal(selected, Assert.IsType<Func<Func<string, string?>, bool>>(CalicoSelector.Read(expression))(Label));

    [Theory]
    [InlineData("app = 'x'")]
    [InlineData("app == x")]
    [InlineData("app == 'x")]
    [InlineData("app in ['x']")]
    [InlineData("has(app")]
    [InlineData("has(app) has(app)")]
    [InlineData("&& has(app)")]
    [InlineData("a b c")]
    public void What_is_no_expression_is_not_read(string expression) => Assert.Null(CalicoSelector.Read(expression));

    [Fact]
    public void Endless_nesting_is_not_read() => Assert.Null(CalicoSelector.Read(new string('(', 5_000)));
}
