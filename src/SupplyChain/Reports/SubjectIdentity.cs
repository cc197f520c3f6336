using SupplyChain.Images;

namespace SupplyChain.Reports;

/// <summary>What an image is called from release to release: its repository, or the place it is in, without tag and digest.</summary>
internal static class SubjectIdentity
{
    public static string OfImage(string written)
    {
        try
        {
            var location = ImageLocation.Parse(written);
            return location.Reference is { } reference ? reference.Repository
                : ImageReference.TryParse(location.Name, out var named) && named.Tag is not null ? named.Repository
                : location.Path ?? written;
        }
        catch (ConfigurationException)
        {
            return written;
        }
    }
}
