/// What the standards call what rules refer to.
enum StandardTitles {
  struct Chapter {
    let file: String
    let sections: [String]

    init(_ file: String, _ sections: [String]) {
      self.file = file
      self.sections = sections
    }
  }

  /// Weaknesses of CWE (cwe.mitre.org/data/definitions/1000.html).
  static let weaknesses: [Int: String] = [
    20: "Improper Input Validation",
    22: "Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')",
    94: "Improper Control of Generation of Code ('Code Injection')",
    200: "Exposure of Sensitive Information to an Unauthorized Actor",
    209: "Generation of Error Message Containing Sensitive Information",
    215: "Insertion of Sensitive Information Into Debugging Code",
    256: "Plaintext Storage of a Password",
    258: "Empty Password in Configuration File",
    260: "Password in Configuration File",
    269: "Improper Privilege Management",
    276: "Incorrect Default Permissions",
    287: "Improper Authentication",
    295: "Improper Certificate Validation",
    306: "Missing Authentication for Critical Function",
    307: "Improper Restriction of Excessive Authentication Attempts",
    312: "Cleartext Storage of Sensitive Information",
    319: "Cleartext Transmission of Sensitive Information",
    321: "Use of Hard-coded Cryptographic Key",
    322: "Key Exchange without Entity Authentication",
    326: "Inadequate Encryption Strength",
    331: "Insufficient Entropy",
    345: "Insufficient Verification of Data Authenticity",
    346: "Origin Validation Error",
    347: "Improper Verification of Cryptographic Signature",
    352: "Cross-Site Request Forgery (CSRF)",
    353: "Missing Support for Integrity Check",
    394: "Unexpected Status Code or Return Value",
    400: "Uncontrolled Resource Consumption",
    410: "Insufficient Resource Pool",
    436: "Interpretation Conflict",
    489: "Active Debug Code",
    497: "Exposure of Sensitive System Information to an Unauthorized Control Sphere",
    521: "Weak Password Requirements",
    522: "Insufficiently Protected Credentials",
    525: "Use of Web Browser Cache Containing Sensitive Information",
    526: "Cleartext Storage of Sensitive Information in an Environment Variable",
    532: "Insertion of Sensitive Information into Log File",
    538: "Insertion of Sensitive Information into Externally-Accessible File or Directory",
    540: "Inclusion of Sensitive Information in Source Code",
    547: "Use of Hard-coded, Security-relevant Constants",
    563: "Assignment to Variable without Use",
    601: "URL Redirection to Untrusted Site ('Open Redirect')",
    613: "Insufficient Session Expiration",
    614: "Sensitive Cookie in HTTPS Session Without 'Secure' Attribute",
    615: "Inclusion of Sensitive Information in Source Code Comments",
    625: "Permissive Regular Expression",
    640: "Weak Password Recovery Mechanism for Forgotten Password",
    644: "Improper Neutralization of HTTP Headers for Scripting Syntax",
    653: "Improper Isolation or Compartmentalization",
    674: "Uncontrolled Recursion",
    693: "Protection Mechanism Failure",
    694: "Use of Multiple Resources with Duplicate Identifier",
    703: "Improper Check or Handling of Exceptional Conditions",
    704: "Incorrect Type Conversion or Cast",
    706: "Use of Incorrectly-Resolved Name or Reference",
    732: "Incorrect Permission Assignment for Critical Resource",
    749: "Exposed Dangerous Method or Function",
    757: "Selection of Less-Secure Algorithm During Negotiation ('Algorithm Downgrade')",
    770: "Allocation of Resources Without Limits or Throttling",
    772: "Missing Release of Resource after Effective Lifetime",
    777: "Regular Expression without Anchors",
    798: "Use of Hard-coded Credentials",
    799: "Improper Control of Interaction Frequency",
    862: "Missing Authorization",
    909: "Missing Initialization of Resource",
    918: "Server-Side Request Forgery (SSRF)",
    942: "Permissive Cross-domain Security Policy with Untrusted Domains",
    1004: "Sensitive Cookie Without 'HttpOnly' Flag",
    1059: "Insufficient Technical Documentation",
    1072: "Data Resource Access without Use of Connection Pooling",
    1116: "Inaccurate Comments",
    1164: "Irrelevant Code",
    1188: "Initialization of a Resource with an Insecure Default",
    1250:
      "Improper Preservation of Consistency Between Independent "
      + "Representations of Shared State",
    1284: "Improper Validation of Specified Quantity in Input",
    1286: "Improper Validation of Syntactic Correctness of Input",
    1385: "Missing Origin Validation in WebSockets",
    1391: "Use of Weak Credentials",
    1392: "Use of Default Credentials",
    1393: "Use of Default Password",
    1394: "Use of Default Cryptographic Key",
  ]

  /// Chapters of ASVS 4.0.3: the file that holds each, and its sections.
  static let chaptersOfFour: [Chapter] = [
    Chapter(
      "0x10-V1-Architecture",
      [
        "Secure Software Development Lifecycle", "Authentication Architecture",
        "Session Management Architecture", "Access Control Architecture",
        "Input and Output Architecture", "Cryptographic Architecture",
        "Errors, Logging and Auditing Architecture", "Data Protection and Privacy Architecture",
        "Communications Architecture", "Malicious Software Architecture",
        "Business Logic Architecture", "Secure File Upload Architecture", "API Architecture",
        "Configuration Architecture",
      ]),
    Chapter(
      "0x11-V2-Authentication",
      [
        "Password Security", "General Authenticator Security", "Authenticator Lifecycle",
        "Credential Storage", "Credential Recovery", "Look-up Secret Verifier",
        "Out of Band Verifier", "One Time Verifier", "Cryptographic Verifier",
        "Service Authentication",
      ]),
    Chapter(
      "0x12-V3-Session-management",
      [
        "Fundamental Session Management Security", "Session Binding", "Session Termination",
        "Cookie-based Session Management", "Token-based Session Management",
        "Federated Re-authentication", "Defenses Against Session Management Exploits",
      ]),
    Chapter(
      "0x12-V4-Access-Control",
      [
        "General Access Control Design", "Operation Level Access Control",
        "Other Access Control Considerations",
      ]),
    Chapter(
      "0x13-V5-Validation-Sanitization-Encoding",
      [
        "Input Validation", "Sanitization and Sandboxing",
        "Output Encoding and Injection Prevention", "Memory, String, and Unmanaged Code",
        "Deserialization Prevention",
      ]),
    Chapter(
      "0x14-V6-Cryptography",
      [
        "Data Classification", "Algorithms", "Random Values", "Secret Management",
      ]),
    Chapter(
      "0x15-V7-Error-Logging",
      [
        "Log Content", "Log Processing", "Log Protection", "Error Handling",
      ]),
    Chapter(
      "0x16-V8-Data-Protection",
      [
        "General Data Protection", "Client-side Data Protection", "Sensitive Private Data",
      ]),
    Chapter(
      "0x17-V9-Communications",
      [
        "Client Communication Security", "Server Communication Security",
      ]),
    Chapter(
      "0x18-V10-Malicious",
      [
        "Code Integrity", "Malicious Code Search", "Application Integrity",
      ]),
    Chapter(
      "0x19-V11-BusLogic",
      [
        "Business Logic Security"
      ]),
    Chapter(
      "0x20-V12-Files-Resources",
      [
        "File Upload", "File Integrity", "File Execution", "File Storage", "File Download",
        "SSRF Protection",
      ]),
    Chapter(
      "0x21-V13-API",
      [
        "Generic Web Service Security", "RESTful Web Service", "SOAP Web Service", "GraphQL",
      ]),
    Chapter(
      "0x22-V14-Config",
      [
        "Build and Deploy", "Dependency", "Unintended Security Disclosure", "HTTP Security Headers",
        "HTTP Request Header Validation",
      ]),
  ]

  /// Chapters of ASVS 5.0.0: the file that holds each, and its sections.
  static let chaptersOfFive: [Chapter] = [
    Chapter(
      "0x10-V1-Encoding-and-Sanitization",
      [
        "Encoding and Sanitization Architecture", "Injection Prevention", "Sanitization",
        "Memory, String, and Unmanaged Code", "Safe Deserialization",
      ]),
    Chapter(
      "0x11-V2-Validation-and-Business-Logic",
      [
        "Validation and Business Logic Documentation", "Input Validation",
        "Business Logic Security", "Anti-automation",
      ]),
    Chapter(
      "0x12-V3-Web-Frontend-Security",
      [
        "Web Frontend Security Documentation", "Unintended Content Interpretation", "Cookie Setup",
        "Browser Security Mechanism Headers", "Browser Origin Separation",
        "External Resource Integrity", "Other Browser Security Considerations",
      ]),
    Chapter(
      "0x13-V4-API-and-Web-Service",
      [
        "Generic Web Service Security", "HTTP Message Structure Validation", "GraphQL", "WebSocket",
      ]),
    Chapter(
      "0x14-V5-File-Handling",
      [
        "File Handling Documentation", "File Upload and Content", "File Storage", "File Download",
      ]),
    Chapter(
      "0x15-V6-Authentication",
      [
        "Authentication Documentation", "Password Security", "General Authentication Security",
        "Authentication Factor Lifecycle and Recovery",
        "General Multi-factor authentication requirements", "Out-of-Band authentication mechanisms",
        "Cryptographic authentication mechanism", "Authentication with an Identity Provider",
      ]),
    Chapter(
      "0x16-V7-Session-Management",
      [
        "Session Management Documentation", "Fundamental Session Management Security",
        "Session Timeout", "Session Termination", "Defenses Against Session Abuse",
        "Federated Re-authentication",
      ]),
    Chapter(
      "0x17-V8-Authorization",
      [
        "Authorization Documentation", "General Authorization Design",
        "Operation Level Authorization", "Other Authorization Considerations",
      ]),
    Chapter(
      "0x18-V9-Self-contained-Tokens",
      [
        "Token source and integrity", "Token content",
      ]),
    Chapter(
      "0x19-V10-OAuth-and-OIDC",
      [
        "Generic OAuth and OIDC Security", "OAuth Client", "OAuth Resource Server",
        "OAuth Authorization Server", "OIDC Client", "OpenID Provider", "Consent Management",
      ]),
    Chapter(
      "0x20-V11-Cryptography",
      [
        "Cryptographic Inventory and Documentation", "Secure Cryptography Implementation",
        "Encryption Algorithms", "Hashing and Hash-based Functions", "Random Values",
        "Public Key Cryptography", "In-Use Data Cryptography",
      ]),
    Chapter(
      "0x21-V12-Secure-Communication",
      [
        "General TLS Security Guidance", "HTTPS Communication with External Facing Services",
        "General Service to Service Communication Security",
      ]),
    Chapter(
      "0x22-V13-Configuration",
      [
        "Configuration Documentation", "Backend Communication Configuration", "Secret Management",
        "Unintended Information Leakage",
      ]),
    Chapter(
      "0x23-V14-Data-Protection",
      [
        "Data Protection Documentation", "General Data Protection", "Client-side Data Protection",
      ]),
    Chapter(
      "0x24-V15-Secure-Coding-and-Architecture",
      [
        "Secure Coding and Architecture Documentation", "Security Architecture and Dependencies",
        "Defensive Coding", "Safe Concurrency",
      ]),
    Chapter(
      "0x25-V16-Security-Logging-and-Error-Handling",
      [
        "Security Logging Documentation", "General Logging", "Security Events", "Log Protection",
        "Error Handling",
      ]),
    Chapter(
      "0x26-V17-WebRTC",
      [
        "TURN Server", "Media", "Signaling",
      ]),
  ]
}
