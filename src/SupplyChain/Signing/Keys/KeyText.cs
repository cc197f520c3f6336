using System.Security.Cryptography;

namespace SupplyChain.Signing.Keys;

/// <summary>Reads key files and opens the one PEM that they hold.</summary>
internal static class KeyText
{
    public static string Read(string path, int maximumSize)
    {
        try
        {
            var size = new FileInfo(path).Length;
            return size <= maximumSize
                ? File.ReadAllText(path)
                : throw new ConfigurationException(
                    "key.file",
                    $"{path} has {size} bytes, more than the {maximumSize} of any key; give the file of a key."
                );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException(
                "key.file",
                $"The key file {path} cannot be read; check that it is there and readable.",
                error
            );
        }
    }

    public static (string Label, byte[] Der) Open(string pem, string origin)
    {
        var text = pem;
        if (PemEncoding.TryFind(text, out var fields) && text[fields.Label] == "EC PARAMETERS")
        {
            // openssl ecparam writes the curve before the key, which names it again.
            text = text[fields.Location.End.Value..];
        }

        if (!PemEncoding.TryFind(text, out fields))
        {
            throw new ConfigurationException(
                "key.pem",
                $"{origin} holds no key in PEM; give a file that begins with '-----BEGIN'."
            );
        }

        if (PemEncoding.TryFind(text.AsSpan(fields.Location.End.Value), out _))
        {
            throw new ConfigurationException("key.pem", $"{origin} holds more than one PEM; give a file with one key.");
        }

        return (text[fields.Label], Convert.FromBase64String(text[fields.Base64Data]));
    }
}
