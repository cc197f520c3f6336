using SupplyChain.Reports;

namespace SupplyChain.Cli.Terminal;

/// <summary>Colours of a terminal (ECMA-48, "select graphic rendition").</summary>
internal static class Colors
{
    /// <summary>The text in the colour of its tone.</summary>
    public static string Paint(string text, TextTone tone)
    {
        var rendition = tone switch
        {
            TextTone.Bad => "1;31",
            TextTone.Doubtful => "33",
            TextTone.Good => "32",
            TextTone.Heading => "1",
            _ => "2",
        };
        return $"\u001b[{rendition}m{text}\u001b[0m";
    }
}
