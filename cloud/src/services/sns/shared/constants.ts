/** Of replies. */
export const XML_NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
