using System.CommandLine;
using SupplyChain.Reports;

namespace SupplyChain.Cli.Options;

/// <summary>An option that takes one of a few words; the default of its type where it is not given.</summary>
internal sealed class ChoiceOption<T> : Option<T>
{
    /// <summary>Makes the option.</summary>
    /// <param name="name">Its name, with the dashes.</param>
    /// <param name="description">What it does, as a sentence.</param>
    /// <param name="choices">The words and what they stand for.</param>
    public ChoiceOption(string name, string description, params (string Word, T Value)[] choices)
        : base(name)
    {
        Description = description;
        HelpName = string.Join('|', choices.Select(choice => choice.Word));
        CustomParser = result =>
        {
            var written = result.Tokens[0].Value;
            foreach (var choice in choices)
            {
                if (string.Equals(choice.Word, written, StringComparison.OrdinalIgnoreCase))
                {
                    return choice.Value;
                }
            }

            result.AddError(
                $"{name} is '{SafeText.Line(written)}' and takes {string.Join(", ", choices.Select(choice => choice.Word))}"
            );
            return default!;
        };
    }
}
