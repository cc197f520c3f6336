using System.Text.RegularExpressions;
using SupplyChain.Images;

namespace SupplyChain.Gate.Policies;

/// <summary>Makes a policy of the root of its file.</summary>
internal sealed partial class PolicyReader(PolicyProblems problems, string origin, SignerReader signerReader)
{
    internal const string IdGrammar = @"^[a-zA-Z][a-zA-Z0-9+.\-]*:[^\s#]+\z";

    public Policy Read(PolicyNode root)
    {
        var section = new PolicySection(
            problems,
            root,
            "gate",
            "id",
            "signers",
            "registries",
            "defaults",
            "environments",
            "waivers"
        );
        _ = section.Require("gate");
        _ = section.Word("gate", PolicyWords.Version);
        var id = section.RequiredText("id");
        if (id.Length > 0 && !IdExpression().IsMatch(id))
        {
            section.Add(
                "id",
                $"id {Printable.Quote(id)} is not a URI without '#'; give one, such as https://shop.example/policy"
            );
        }

        var named = section.Find("signers");
        var signers = named is null ? [] : signerReader.Read(named);
        var names = new SignerNames(problems, [.. named?.Members?.Keys ?? []]);
        var common = ReadCommon(section, signers) with { PolicyId = id };
        var environments = section.Require("environments") is { } map ? ReadEnvironments(map, common, names) : [];
        var waivers = new WaiverReader(problems, [.. environments.Select(environment => environment.Name)]).Read(section);
        return new Policy(
            id,
            origin,
            [
                .. environments.Select(environment =>
                    environment with
                    {
                        Waivers = [.. waivers.Where(waiver => waiver.Environments.Contains(environment.Name))],
                    }
                ),
            ]
        );
    }

    private static PolicyEnvironment Blank(IReadOnlyList<Signer> signers) =>
        new()
        {
            PolicyId = "",
            Name = "",
            Mode = GateMode.Enforce,
            ValidFor = TimeSpan.Zero,
            Signers = [.. signers.Where(signer => signer.Name != Signer.GatekeeperName)],
            Gatekeeper = signers.FirstOrDefault(signer => signer.Name == Signer.GatekeeperName),
            Images = [],
            Waivers = [],
        };

    private PolicyEnvironment ReadCommon(PolicySection root, IReadOnlyList<Signer> signers)
    {
        var common = Blank(signers);
        if (root.Find("registries") is { } registries)
        {
            var section = new PolicySection(problems, registries, "allow");
            _ = section.Require("allow");
            common = common with
            {
                Registries = [.. section.List("allow").Select(item => ReadPattern(section, item)).OfType<RepositoryPattern>()],
            };
        }

        if (root.Find("defaults") is { } defaults)
        {
            var section = new PolicySection(problems, defaults, "clockSkew", "allowEmpty");
            common = common with
            {
                ClockSkew = section.Duration("clockSkew") ?? common.ClockSkew,
                AllowEmpty = section.Boolean("allowEmpty") ?? common.AllowEmpty,
            };
        }

        return common;
    }

    private List<PolicyEnvironment> ReadEnvironments(PolicyNode map, PolicyEnvironment common, SignerNames signers)
    {
        var members = NamedMembers.Of(problems, map, "a mapping of names to requirements");
        var reader = new EnvironmentReader(problems, common, signers);
        return
        [
            .. members
                .OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => reader.Read(member.Key, EnvironmentReader.Merge(problems, members, member.Key))),
        ];
    }

    private RepositoryPattern? ReadPattern(PolicySection section, PolicyNode item) =>
        RepositoryPatternReader.Read(problems, section, item);

    [GeneratedRegex(IdGrammar, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex IdExpression();
}
